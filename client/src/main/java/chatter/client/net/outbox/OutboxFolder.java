package chatter.client.net.outbox;

import chatter.shared.api.ApiJson;
import chatter.shared.protocol.RejectCode;
import com.fasterxml.jackson.annotation.JsonAlias;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The outbox on disk: one small file for each message and each change of one, named by its place
/// in the order. A file is whole and flushed to the disk before it gets its name, so a crash leaves
/// the old state or the new one. Not for several threads.
final class OutboxFolder {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxFolder.class);
  private static final String SUFFIX = ".json";
  private static final String HALF_WRITTEN = ".tmp";
  private static final String DAMAGED = ".damaged";

  private final Path folder;

  /// Whether everything there was could be read.
  private boolean whole = true;

  OutboxFolder(Path folder) {
    this.folder = folder;
  }

  /// Whether nothing is left that could not be read, and may name files.
  boolean isWhole() {
    return whole;
  }

  /// The copies of files that messages have.
  OutboxFiles copies() {
    return new OutboxFiles(folder.resolve("files"));
  }

  /// What a file holds; `failed` is null while the message still has hope. Older versions wrote
  /// fewer fields, and called the commandId otherwise.
  private record Stored(
      long conversation,
      @JsonAlias("clientMessageId") String commandId,
      String body,
      Long replyTo,
      Instant createdAt,
      RejectCode failed,
      Instant answeredAt,
      Long afterSeq,
      OutboxChange change,
      List<OutboxFile> files,
      String problem) {}

  /// All messages by their place. A file that makes no sense is kept under another name, one that
  /// the disk does not give is left alone; neither costs the others.
  Map<Long, OutboxEntry> load() throws IOException {
    Files.createDirectories(folder);
    Map<Long, OutboxEntry> entries = new TreeMap<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      try {
        if (name.endsWith(HALF_WRITTEN)) {
          // A crash came before the message was promised to anybody.
          Files.delete(file);
        } else if (name.endsWith(SUFFIX)) {
          read(file, entries);
        }
      } catch (IOException e) {
        whole = false;
        LOG.warn("{} cannot be read or moved, and is left where it is", file, e);
      }
    }
    return entries;
  }

  /// The last place that is taken, by files that could not be read or taken away too; 0 if none is.
  long lastPlace() throws IOException {
    long last = 0;
    for (Path file : files()) {
      last = Math.max(last, placeOf(file.getFileName().toString()));
    }
    return last;
  }

  private static long placeOf(String name) {
    for (String suffix : List.of(SUFFIX, HALF_WRITTEN)) {
      String place =
          name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
      if (place.matches("[0-9]{1,18}")) {
        return Long.parseLong(place);
      }
    }
    return 0;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      listing.forEach(files::add);
    }
    return files;
  }

  private void read(Path file, Map<Long, OutboxEntry> into) throws IOException {
    String name = file.getFileName().toString();
    try {
      long place = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
      Stored stored = ApiJson.MAPPER.readValue(Files.readAllBytes(file), Stored.class);
      if (stored == null) {
        throw new IllegalArgumentException("nothing in it");
      }
      into.put(
          place,
          new OutboxEntry(
              stored.conversation(),
              UUID.fromString(stored.commandId()).toString(),
              stored.body(),
              stored.replyTo(),
              stored.createdAt(),
              stored.failed() == null && stored.problem() == null
                  ? OutboxEntry.State.WAITING
                  : OutboxEntry.State.FAILED,
              stored.failed(),
              stored.answeredAt(),
              stored.afterSeq() == null ? 0 : stored.afterSeq(),
              stored.change(),
              stored.files(),
              stored.problem()));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      whole = false;
      Path aside = aside(name);
      // Not what the parser says: it quotes what it read, and that is what somebody wrote.
      LOG.warn("{} is damaged and kept as {}", file, aside.getFileName());
      Files.move(file, aside);
    }
  }

  /// A name that is free: places are used again, and an older damaged file may hold a text too.
  private Path aside(String name) {
    Path aside = folder.resolve(name + DAMAGED);
    for (int i = 2; Files.exists(aside); i++) {
      aside = folder.resolve(name + "." + i + DAMAGED);
    }
    return aside;
  }

  /// Adds a message; it is on the disk when this returns. If this throws, it will not be there
  /// after a restart either, so that its author can safely send it anew.
  void add(long place, OutboxEntry entry) throws IOException {
    try {
      write(place, entry);
    } catch (IOException e) {
      forget(folder.resolve(place + HALF_WRITTEN), e);
      forget(file(place), e);
      throw e;
    }
  }

  private static void forget(Path file, IOException because) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /// Replaces a message; it is on the disk when this returns.
  void write(long place, OutboxEntry entry) throws IOException {
    byte[] bytes =
        ApiJson.MAPPER.writeValueAsBytes(
            new Stored(
                entry.conversation(),
                entry.commandId(),
                entry.body(),
                entry.replyTo(),
                entry.createdAt(),
                entry.reason(),
                entry.answeredAt(),
                entry.afterSeq(),
                entry.change(),
                entry.files().isEmpty() ? null : entry.files(),
                entry.problem()));
    Path half = folder.resolve(place + HALF_WRITTEN);
    try (FileChannel channel =
        FileChannel.open(
            half,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(half, file(place), StandardCopyOption.ATOMIC_MOVE);
    flushFolder();
  }

  /// Forgets a message.
  void delete(long place) throws IOException {
    try {
      Files.delete(file(place));
    } catch (NoSuchFileException e) {
      LOG.debug("{} was gone already", file(place), e);
    }
  }

  private Path file(long place) {
    return folder.resolve(place + SUFFIX);
  }

  /// The new name is on the disk too. Windows cannot open a folder, and needs not.
  private void flushFolder() throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
