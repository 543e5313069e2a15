package chatter.server.store.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.Sqlite;
import chatter.server.SqliteOnly;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMarker;
import chatter.server.store.postgres.PostgresAddress;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A chat that goes from its file to PostgreSQL and back.
@SqliteOnly("it begins with a file")
final class StoreMoveTest {
  private final AtomicReference<PostgresAddress> store = new AtomicReference<>();
  private final TestServer server =
      TestServer.standard().with(config -> config.withStore(store.get()));

  @BeforeAll
  static void mustBeHere() {
    Postgres.mustBeHere();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void nobodyNoticesThatItWasMovedThereAndBack() {
    server.start();
    TestUser alice = server.signUp("alice");
    TestUser bob = server.signUp("bob");
    TestConnection writing = alice.connect();
    long room = alice.makeRoom("Few", Visibility.PRIVATE, bob).id();
    long edited = writing.post(room, "hello <@2>").seq();
    writing.edit(room, edited, "hello all");
    bob.connect().react(room, edited, "\uD83D\uDC4D", true);
    writing.delete(room, writing.post(room, "gone").seq());
    writing.pin(room, edited, true);
    long last = writing.post(room, "last").seq();
    String epoch = bob.open().hello().epoch();
    server.stop();
    Path file = server.data().resolve("chatter.db");
    Map<String, List<String>> before = Sqlite.everything(file);

    PostgresAddress address = Postgres.newDatabase();
    StoreMove.Outcome there = StoreMove.toPostgres(server.data(), address);
    assertEquals(3, there.messages());
    assertEquals(2, there.people());
    assertTrue(Files.notExists(file));
    store.set(address);
    server.start();
    TestConnection resumed = bob.resume(epoch, Map.of(room, last - 1));
    assertEquals("last", resumed.awaits(MessagePosted.class).body());
    server.stop();

    StoreMove.Outcome back = StoreMove.toFile(address, server.data());
    assertEquals(there.rows(), back.rows());
    store.set(null);
    Map<String, List<String>> after = Sqlite.everything(file);
    for (String table : List.of("message_rows", "edits", "changes", "reactions", "meta")) {
      assertEquals(before.get(table), after.get(table), table);
    }
    server.start();
    assertEquals(last + 1, alice.connect().post(room, "on it goes").seq());
  }

  @Test
  void newOnesGetNumbersBehindThoseThatCame() {
    server.start();
    server.signUp("alice");
    server.stop();
    PostgresAddress address = Postgres.newDatabase();
    var _ = StoreMove.toPostgres(server.data(), address);
    store.set(address);
    server.start();
    assertEquals(2, server.signUp("bob").id());
  }

  /// More than are read at once, also where a row is told by several columns.
  @Test
  void everyRowIsReadAgain() {
    server.start();
    server.signUp("alice");
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        "INSERT INTO message_rows (conversation, seq, sender, command_id, sent_at, body)"
            + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
            + " SELECT 1, i, 1, 'c' || i, '2026-01-01T00:00:00Z', 'hello' FROM n",
        "INSERT INTO reactions (conversation, message, emoji, account, seq)"
            + " SELECT 1, seq, char(128077), 1, seq FROM message_rows");
    PostgresAddress address = Postgres.newDatabase();
    Map<String, Long> there = StoreMove.toPostgres(server.data(), address).rows();
    assertEquals(1500, there.get("reactions"));
    assertEquals(there, StoreMove.toFile(address, server.data()).rows());
  }

  @Test
  void comesBackFromItsOwnDatabaseAlone() {
    server.start();
    server.signUp("alice");
    server.stop();
    PostgresAddress address = Postgres.newDatabase();
    var _ = StoreMove.toPostgres(server.data(), address);
    PostgresAddress empty = Postgres.newDatabase();
    PostgresAddress another = Postgres.newDatabase();
    PostgresDatabase.openToFill(another).close();
    for (PostgresAddress wrong : List.of(empty, another)) {
      StorageException refused =
          assertThrows(StorageException.class, () -> StoreMove.toFile(wrong, server.data()));
      assertTrue(refused.getMessage().contains("belongs to"), refused.getMessage());
    }
    assertTrue(Files.notExists(server.data().resolve("chatter.db")));
    var _ = StoreMove.toFile(address, server.data());
    server.start();
    server.signIn("alice").connect();
  }

  /// Between the file that came back and the mark that goes.
  @Test
  void comingBackThatWasCutOffIsDoneAgain() {
    server.start();
    server.signUp("alice");
    server.stop();
    PostgresAddress address = Postgres.newDatabase();
    var _ = StoreMove.toPostgres(server.data(), address);
    StoreMarker.Marked marked = StoreMarker.in(server.data()).orElseThrow();
    var _ = StoreMove.toFile(address, server.data());
    StoreMarker.mark(server.data(), new StoreMarker.Marked(marked.place(), marked.chat(), true));
    var _ = StoreMove.toFile(address, server.data());
    assertTrue(StoreMarker.in(server.data()).isEmpty());
    server.start();
    server.signIn("alice").connect();
  }

  @Test
  void whereSomethingIsAlreadyNothingIsChanged() {
    server.start();
    server.signUp("alice");
    server.stop();
    PostgresAddress address = Postgres.newDatabase();
    store.set(address);
    TestServer other = TestServer.standard().with(config -> config.withStore(address)).start();
    other.signUp("bob");
    other.close();
    StorageException refused =
        assertThrows(StorageException.class, () -> StoreMove.toPostgres(server.data(), address));
    assertTrue(refused.getMessage().contains("already"), refused.getMessage());
    assertTrue(Files.exists(server.data().resolve("chatter.db")));
    store.set(null);
    server.start();
    server.signIn("alice").connect();
  }

  @Test
  void characterThatPostgresCannotHoldIsReplacedAndCounted() {
    server.start();
    TestUser alice = server.signUp("alice");
    alice.connect().post("a-b");
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        "UPDATE message_rows SET body = replace(body, '-', char(0))");
    PostgresAddress address = Postgres.newDatabase();
    assertEquals(1, StoreMove.toPostgres(server.data(), address).replaced());
    store.set(address);
    server.start();
    TestConnection reading = alice.open();
    reading.raw("{\"type\":\"hello\",\"version\":2,\"cursors\":{\"1\":0}}");
    assertEquals("a\ufffdb", reading.awaits(MessagePosted.class).body());
  }
}
