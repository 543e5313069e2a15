package chatter.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.limit.LimitSettings;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder with what people send that several servers have, and their one database.
final class SharedFilesTest {
  private static final long ADA = 1;

  @TempDir private Path data;
  @TempDir private Path folder;

  private PostgresDatabase database;
  private Server one;
  private Server two;

  /// What a server has of files.
  private record Server(Contents contents, Examiner examiner, Uploads uploads)
      implements AutoCloseable {
    private static Server of(PostgresDatabase database, Path folder) {
      FilePlace place = FilePlace.shared(folder, database);
      Contents contents = new Contents(database, place.folder());
      Examiner examiner = new Examiner(false);
      return new Server(
          contents,
          examiner,
          new Uploads(
              database,
              place,
              contents,
              examiner,
              FileLimits.of(LimitSettings.defaults()),
              Clock.systemUTC()));
    }

    private Upload announce(String text) {
      return uploads.create(ADA, text.length(), "f.txt", TransactionStep.NOTHING);
    }

    private Appending send(Upload upload, long offset, String text) {
      Appending sending = uploads.append(ADA, upload.id(), offset);
      sending.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      return sending;
    }

    @Override
    public void close() {
      uploads.close();
      examiner.close();
      contents.close();
    }
  }

  @BeforeAll
  static void mustBeHere() {
    Postgres.mustBeHere();
  }

  @BeforeEach
  void open() {
    database = PostgresDatabase.open(Postgres.newDatabase(), data, TransactionStep.NOTHING);
    database.writeAndWait(handle ->
        handle.execute(
            "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
                + " VALUES (1, 'Ada', 'a', 'a', 'x', 'now')"));
    one = Server.of(database, folder);
    two = Server.of(database, folder);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    database.close();
  }

  @Test
  void anUploadGoesOnAtAnotherServer() throws IOException {
    Upload upload = one.announce("hello world");
    one.send(upload, 0, "hello ").close();
    assertEquals(6, two.uploads.offset(upload));
    two.send(upload, 6, "world").close();
    two.uploads.finish(upload);
    assertEquals("hello world", stored("hello world"));
    assertTrue(one.uploads.find(ADA, upload.id()).finished());
  }

  /// As of a connection that was cut, which lasts for a while where it was.
  @Test
  void whoStillSendsElsewhereCannotSpoilIt() throws IOException {
    Upload upload = one.announce("hello world");
    try (Appending stale = one.send(upload, 0, "hello ");
        Appending goesOn = two.send(upload, 6, "wor")) {
      stale.write(ByteBuffer.wrap("XXXXX".getBytes(StandardCharsets.UTF_8)));
      assertTrue(stale.isWhole());
      FileRefusedException refused =
          assertThrows(FileRefusedException.class, () -> one.uploads.finish(upload));
      assertEquals(FileRefusedException.Reason.TAKEN_OVER, refused.reason());
      goesOn.write(ByteBuffer.wrap("ld".getBytes(StandardCharsets.UTF_8)));
    }
    two.uploads.finish(upload);
    assertEquals("hello world", stored("hello world"));
    // Nor is it taken for what the first has seen.
    one.uploads.finish(upload);
    assertEquals(List.of(Sha256.hex("hello world")), hashes());
  }

  @Test
  void whatOneTakesInNoOtherRemoves() throws IOException {
    String hash = Sha256.hex("same");
    Path sent = Files.writeString(folder.resolve("sent"), "same");
    one.contents.store(
        hash,
        sent,
        () -> {
          two.contents.released();
          two.contents.close();
          assertTrue(Files.exists(ContentFolder.in(folder).at(hash)));
        });
    // No row came, so it goes, and with it that it was arriving.
    assertFalse(Files.exists(ContentFolder.in(folder).at(hash)));
    assertEquals(List.of(), strings("SELECT arrival FROM arriving_contents"));
  }

  @Test
  void whatAServerWasTakingInThatWasKilledGoesAfterAnHour() throws IOException {
    Path left = ContentFolder.in(folder).at(Sha256.hex("left"));
    Files.createDirectories(left.getParent());
    Files.writeString(left, "left");
    database.writeAndWait(handle -> {
      handle.execute("INSERT INTO released_contents (hash) VALUES (?)", Sha256.hex("left"));
      return handle.execute(
          "INSERT INTO arriving_contents (arrival, hash, since)"
              + " VALUES ('a', ?, now() - INTERVAL '2 hours')",
          Sha256.hex("left"));
    });
    one.contents.released();
    one.contents.close();
    assertFalse(Files.exists(left));
    assertEquals(List.of(), strings("SELECT arrival FROM arriving_contents"));
    assertEquals(List.of(), strings("SELECT hash FROM released_contents"));
  }

  @Test
  void onlyWhatIsOldIsTidiedAtAStart() throws IOException {
    Path uploads = Files.createDirectories(folder.resolve("uploads"));
    Path another = Files.writeString(uploads.resolve("x.0.clean"), "of a server that is at it");
    Path old = Files.writeString(uploads.resolve("y.0.clean"), "of one that was killed");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Server.of(database, folder).close();
    assertTrue(Files.exists(another));
    assertFalse(Files.exists(old));
  }

  @Test
  void theFolderOfAnotherChatIsRefused() throws IOException {
    Files.writeString(folder.resolve(FilePlace.MARKER), "another\n");
    StorageException refused =
        assertThrows(StorageException.class, () -> FilePlace.shared(folder, database));
    assertTrue(refused.getMessage().endsWith("has the files of another chat"), refused.toString());
  }

  @Test
  void anEmptyFolderIsRefusedWhereThereAreFiles() throws IOException {
    Upload upload = one.announce("hello");
    one.send(upload, 0, "hello").close();
    one.uploads.finish(upload);
    Path elsewhere = data.resolve("not-mounted");
    StorageException refused =
        assertThrows(StorageException.class, () -> FilePlace.shared(elsewhere, database));
    assertTrue(
        refused.getMessage().contains("does not have this chat's files"), refused.toString());
    assertFalse(Files.exists(elsewhere.resolve(FilePlace.MARKER)));
    // Moved there, they are its own.
    Files.move(folder.resolve("files"), elsewhere.resolve("files"));
    assertTrue(FilePlace.shared(elsewhere, database).shared());
  }

  private String stored(String text) throws IOException {
    return Files.readString(ContentFolder.in(folder).at(Sha256.hex(text)));
  }

  private List<String> hashes() {
    return strings("SELECT hash FROM file_contents");
  }

  private List<String> strings(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
