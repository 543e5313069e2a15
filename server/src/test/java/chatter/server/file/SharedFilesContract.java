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
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What several servers have of what people send, and their one database: the same for a folder and
/// for a bucket.
abstract class SharedFilesContract {
  static final long ADA = 1;

  @TempDir Path data;

  PostgresDatabase database;
  Server one;
  Server two;

  /// What all servers have, as one of them sees it.
  ///
  /// @param own a folder of that server's
  abstract FilePlace place(Path own);

  /// The same, where nothing is yet.
  abstract FilePlace empty(Path own);

  /// Says that it is another chat's.
  abstract void mark(String chat) throws IOException;

  /// What a server has of files.
  record Server(Contents contents, Examiner examiner, Uploads uploads) implements AutoCloseable {
    static Server of(PostgresDatabase database, FilePlace place) {
      Contents contents = new Contents(database, place);
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

    Upload announce(String text) {
      return uploads.create(ADA, text.length(), "f.txt", TransactionStep.NOTHING);
    }

    Appending send(Upload upload, long offset, String text) {
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
    one = Server.of(database, place(data.resolve("one")));
    two = Server.of(database, place(data.resolve("two")));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    database.close();
  }

  @Test
  void anUploadGoesToAndFro() throws IOException {
    Upload upload = one.announce("one two one two");
    one.send(upload, 0, "one ").close();
    two.send(upload, 4, "two ").close();
    one.send(upload, 8, "one ").close();
    assertEquals(12, two.uploads.offset(upload));
    two.send(upload, 12, "two").close();
    two.uploads.finish(upload);
    assertEquals("one two one two", stored("one two one two"));
    assertTrue(one.uploads.find(ADA, upload.id()).finished());
  }

  /// As of a connection that was cut, which lasts for a while where it was.
  @Test
  void whoStillSendsElsewhereCannotSpoilIt() throws IOException {
    Upload upload = one.announce("hello world");
    try (Appending stale = one.send(upload, 0, "hello ")) {
      int there = (int) two.uploads.offset(upload);
      try (Appending goesOn = two.send(upload, there, "hello wor".substring(there))) {
        stale.write(ByteBuffer.wrap("XXXXX".getBytes(StandardCharsets.UTF_8)));
        assertTrue(stale.isWhole());
        FileRefusedException refused =
            assertThrows(FileRefusedException.class, () -> one.uploads.finish(upload));
        assertEquals(FileRefusedException.Reason.TAKEN_OVER, refused.reason());
        goesOn.write(ByteBuffer.wrap("ld".getBytes(StandardCharsets.UTF_8)));
      }
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
    Path sent = Files.writeString(data.resolve("sent"), "same");
    one.contents.store(
        hash,
        sent,
        () -> {
          two.contents.released();
          two.contents.close();
          assertTrue(isThere("same"));
        });
    // No row came, so it goes, and with it that it was arriving.
    assertFalse(isThere("same"));
    assertEquals(List.of(), strings("SELECT arrival FROM arriving_contents"));
  }

  @Test
  void whatAServerWasTakingInThatWasKilledGoesAfterAnHour() throws IOException {
    place(data.resolve("killed"))
        .contents()
        .put(Files.writeString(data.resolve("left"), "left"), Sha256.hex("left"));
    database.writeAndWait(handle -> {
      handle.execute("INSERT INTO released_contents (hash) VALUES (?)", Sha256.hex("left"));
      return handle.execute(
          "INSERT INTO arriving_contents (arrival, hash, since)"
              + " VALUES ('a', ?, now() - INTERVAL '2 hours')",
          Sha256.hex("left"));
    });
    assertTrue(isThere("left"));
    one.contents.released();
    one.contents.close();
    assertFalse(isThere("left"));
    assertEquals(List.of(), strings("SELECT arrival FROM arriving_contents"));
    assertEquals(List.of(), strings("SELECT hash FROM released_contents"));
  }

  @Test
  void whatIsGivenUpGoes() throws IOException {
    Upload upload = one.announce("hello");
    one.send(upload, 0, "hel").close();
    two.uploads.abandon(ADA, upload.id());
    FileRefusedException refused =
        assertThrows(FileRefusedException.class, () -> one.send(upload, 3, "lo"));
    assertEquals(FileRefusedException.Reason.UNKNOWN, refused.reason());
  }

  @Test
  void whatIsAnotherChatsIsRefused() throws IOException {
    mark("another");
    StorageException refused =
        assertThrows(StorageException.class, () -> place(data.resolve("three")));
    assertTrue(refused.getMessage().endsWith("has the files of another chat"), refused.toString());
  }

  @Test
  void anEmptyPlaceIsRefusedWhereThereAreFiles() throws IOException {
    Upload upload = one.announce("hello");
    one.send(upload, 0, "hello").close();
    one.uploads.finish(upload);
    for (int i = 0; i < 2; i++) {
      // Nor does it become this chat's by that.
      StorageException refused =
          assertThrows(StorageException.class, () -> empty(data.resolve("three")));
      assertTrue(
          refused.getMessage().contains("does not have this chat's files"), refused.toString());
    }
  }

  boolean isThere(String text) {
    try {
      return place(data.resolve("look")).contents().has(Sha256.hex(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String stored(String text) throws IOException {
    try (SeekableByteChannel channel = one.contents.open(Sha256.hex(text)).orElseThrow()) {
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  List<String> hashes() {
    return strings("SELECT hash FROM file_contents");
  }

  List<String> strings(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
