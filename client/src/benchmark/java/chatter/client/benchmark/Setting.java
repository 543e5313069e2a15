package chatter.client.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// What the parts of the benchmark share, made when the first of them needs it: the packed app with
/// its ahead-of-time cache, a server with a full room, and one with hundreds of conversations.
final class Setting implements AutoCloseable {
  /// Messages in a full room.
  static final int MESSAGES = 100_000;

  /// Conversations in the list of who is in many.
  static final int CONVERSATIONS = 500;

  /// People besides the dozen, where there are many.
  static final int PEOPLE = 5_000;

  private static final int MESSAGES_EACH = 120;
  private static final int FORMATTED = 5_000;

  private final Path folder;
  private Packed packed;
  private World world;
  private World manyRooms;
  private World manyPeople;
  private World formatted;
  private Path cache;
  private int folders;

  Setting() throws IOException {
    folder = Files.createTempDirectory("chatter-desktop-benchmark");
  }

  Packed packed() throws IOException {
    if (packed == null) {
      packed = Packed.into(Files.createDirectories(folder.resolve("jars")));
    }
    return packed;
  }

  World world() throws Exception {
    if (world == null) {
      world = World.in(Files.createDirectories(folder.resolve("server")), MESSAGES, 0, 0);
    }
    return world;
  }

  /// One in which everybody is in many conversations.
  World manyRooms() throws Exception {
    if (manyRooms == null) {
      manyRooms =
          World.in(
              Files.createDirectories(folder.resolve("server-of-many")),
              MESSAGES_EACH,
              CONVERSATIONS - 1,
              MESSAGES_EACH);
    }
    return manyRooms;
  }

  /// The same with thousands of people.
  World manyPeople() throws Exception {
    if (manyPeople == null) {
      manyPeople =
          World.crowded(
              Files.createDirectories(folder.resolve("server-of-people")),
              MESSAGES_EACH,
              CONVERSATIONS - 1,
              MESSAGES_EACH,
              PEOPLE);
    }
    return manyPeople;
  }

  /// One with a room in which people write with formatting.
  World formatted() throws Exception {
    if (formatted == null) {
      formatted =
          World.formatted(
              Files.createDirectories(folder.resolve("server-of-formatted")), FORMATTED);
    }
    return formatted;
  }

  /// A new folder for the app.
  Path appFolder() {
    return folder.resolve("app-" + ++folders);
  }

  /// The flag that uses the ahead-of-time cache (JEP 514). It is made from one run of the app in
  /// which somebody signs in, reads upwards, writes and opens the drawer.
  String cacheFlag() throws Exception {
    if (cache == null) {
      Path made = folder.resolve("chatter.aot");
      try (App app = App.start(packed(), appFolder(), "-XX:AOTCacheOutput=" + made)) {
        var _ = app.painted("login");
        app.tell(
            "signin " + world().address().display() + " " + World.EMAIL + " " + World.PASSWORD);
        var _ = app.painted("room");
        var _ = app.ask("pages 3");
        var _ = app.ask("try");
        app.quit();
      }
      if (!Files.exists(made)) {
        throw new AssertionError("the training run left no cache");
      }
      cache = made;
    }
    return "-XX:AOTCache=" + cache;
  }

  @Override
  public void close() {
    if (world != null) {
      world.close();
    }
    if (manyRooms != null) {
      manyRooms.close();
    }
    if (manyPeople != null) {
      manyPeople.close();
    }
    if (formatted != null) {
      formatted.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
