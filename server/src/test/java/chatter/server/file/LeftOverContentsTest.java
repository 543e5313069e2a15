package chatter.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.PinnedClock;
import chatter.server.Stores;
import chatter.server.limit.LimitSettings;
import chatter.server.store.Database;
import chatter.server.store.StorageException;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contents that no row names, because a crash came between.
final class LeftOverContentsTest {
  private final PinnedClock clock = new PinnedClock();

  @TempDir private Path folder;

  private Database database;
  private Contents contents;
  private Examiner examiner;
  private Uploads uploads;

  @BeforeEach
  void open() {
    database = Stores.open(folder);
    contents = new Contents(database, FilePlace.in(folder));
    examiner = new Examiner(false);
    uploads =
        new Uploads(
            database,
            FilePlace.in(folder),
            contents,
            examiner,
            FileLimits.of(LimitSettings.defaults()),
            clock);
  }

  @AfterEach
  void close() {
    uploads.close();
    examiner.close();
    contents.close();
    database.close();
  }

  @Test
  void theNextStartRemovesThem() throws IOException {
    Path left = left("left");
    database.writeAndWait(
        handle -> handle.execute("INSERT INTO released_contents (hash) VALUES (?)", hash("left")));
    contents.released();
    contents.close();
    assertFalse(Files.exists(left));
    assertEquals(List.of(), released());
  }

  /// A database that a restore set aside names files that this one knows nothing of.
  @Test
  void whatWasNeverExpectedStays() throws IOException {
    Path other = left("another database’s");
    uploads.abandonOld();
    contents.released();
    contents.close();
    assertTrue(Files.exists(other));
  }

  /// While it is between its name and its row it is expected, and does not go.
  @Test
  void oneThatIsBeingStoredStays() throws IOException {
    Path sent = Files.writeString(folder.resolve("sent"), "same");
    Path place = ContentFolder.in(folder).at(hash("same"));
    contents.store(
        hash("same"),
        sent,
        () -> {
          assertEquals(List.of(hash("same")), released());
          contents.released();
          contents.close();
          assertTrue(Files.exists(place));
        });
    assertEquals("same", Files.readString(sent));
  }

  /// The row that names it may be there, only that nobody knows yet.
  @Test
  void oneWhoseRowIsInDoubtStays() throws IOException {
    Path sent = Files.writeString(folder.resolve("sent"), "doubtful");
    StorageException doubt =
        new StorageException(StorageException.Kind.IN_DOUBT, "nobody knows", null);
    assertSame(
        doubt,
        assertThrows(
            StorageException.class,
            () ->
                contents.store(
                    hash("doubtful"),
                    sent,
                    () -> {
                      throw doubt;
                    })));
    assertTrue(Files.exists(ContentFolder.in(folder).at(hash("doubtful"))));
    assertEquals(List.of(hash("doubtful")), released());
  }

  /// What a connection that reads sees may be of before a commit that is not through.
  @Test
  void oneThatOnlyTheWriterKnowsToBeNamedStays() throws IOException {
    Path place = left("named");
    database.writeAndWait(handle -> {
      handle.execute(
          "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
              + " VALUES (1, 'Ada', 'a', 'a', 'x', 'now')");
      handle.execute(
          "INSERT INTO files (id, upload, account, created_at, length, name)"
              + " VALUES (1, 'u', 1, 'now', 5, 'f')");
      handle.execute(
          "INSERT INTO file_contents (file, bytes, media_type, hash) VALUES (1, 5, 'x/y', ?)",
          hash("named"));
      return handle.execute("INSERT INTO released_contents (hash) VALUES (?)", hash("named"));
    });
    Database behind =
        (Database)
            Proxy.newProxyInstance(
                Database.class.getClassLoader(),
                new Class<?>[] {Database.class},
                (_, method, values) -> {
                  Object result = method.invoke(database, values);
                  return method.getName().equals("read") && result instanceof Optional
                      ? Optional.empty()
                      : result;
                });
    try (Contents late = new Contents(behind, FilePlace.in(folder))) {
      late.released();
    }
    assertTrue(Files.exists(place));
    assertEquals(List.of(), released());
  }

  private List<String> released() {
    return database.read(handle ->
        handle.createQuery("SELECT hash FROM released_contents").mapTo(String.class).list());
  }

  private Path left(String content) throws IOException {
    Path file = ContentFolder.in(folder).at(hash(content));
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static String hash(String content) {
    return Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
  }
}
