package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.store.Database;
import chatter.server.store.DatabaseContract;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writing in groups into a real PostgreSQL, and what becomes of them when the connection breaks.
final class PostgresDatabaseTest extends DatabaseContract {
  @TempDir private Path elsewhere;
  private PostgresAddress address;

  @BeforeAll
  static void mustBeHere() {
    Postgres.mustBeHere();
  }

  @Override
  protected Database open() {
    if (address == null) {
      address = Postgres.newDatabase();
    }
    return PostgresDatabase.open(address, folder);
  }

  @Override
  protected int withThings(Database opened) {
    return opened.writeAndWait(h -> {
      h.execute("CREATE TABLE IF NOT EXISTS things (n INTEGER PRIMARY KEY)");
      return h.createQuery("SELECT count(*) FROM things").mapTo(Integer.class).one();
    });
  }

  @Test
  void secondServerIsRefused() {
    StorageException refused =
        assertThrows(
            StorageException.class, () -> PostgresDatabase.open(address, elsewhere).close());
    assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
    assertTrue(refused.getMessage().contains("another Chatter server"), refused.getMessage());
    assertEquals(1, insertNow(1), "the first goes on");
  }

  @Test
  void databaseThatDoesNotWaitForTheDiskIsRefused() {
    database.close();
    System.clearProperty(PostgresSchema.FORGETFUL);
    try {
      StorageException refused =
          assertThrows(
              StorageException.class, () -> PostgresDatabase.open(address, folder).close());
      assertTrue(refused.getMessage().startsWith("fsync is off"), refused.getMessage());
    } finally {
      System.setProperty(PostgresSchema.FORGETFUL, "true");
      database = open();
    }
  }

  @Test
  void somebodyElsesTablesAreLeftAlone() throws Exception {
    PostgresAddress other = Postgres.newDatabase();
    try (var connection = Postgres.connect(other.database());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE meta (key text, value text)");
      StorageException refused =
          assertThrows(
              StorageException.class, () -> PostgresDatabase.open(other, elsewhere).close());
      assertTrue(refused.getMessage().contains("none of Chatter's"), refused.getMessage());
      try (var tables =
          statement.executeQuery(
              "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")) {
        assertTrue(tables.next());
        assertEquals(1, tables.getInt(1));
      }
    }
  }

  @Test
  void missingDatabaseIsNamedAndThePasswordIsNot() {
    PostgresAddress missing =
        new PostgresAddress(address.hosts(), "nowhere", "postgres", "a secret", "");
    StorageException refused =
        assertThrows(
            StorageException.class, () -> PostgresDatabase.open(missing, elsewhere).close());
    assertTrue(refused.getMessage().contains("nowhere"), refused.getMessage());
    assertTrue(refused.getMessage().contains("createdb"), refused.getMessage());
    assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
  }

  @Test
  void folderIsOfOneDatabaseAlone() throws Exception {
    database.close();
    StorageException asFile =
        assertThrows(StorageException.class, () -> SqliteDatabase.open(folder).close());
    assertTrue(asFile.getMessage().contains("--store"), asFile.getMessage());
    assertTrue(Files.notExists(folder.resolve("chatter.db")));
    SqliteDatabase.open(elsewhere).close();
    StorageException asServer =
        assertThrows(
            StorageException.class, () -> PostgresDatabase.open(address, elsewhere).close());
    assertTrue(asServer.getMessage().contains("database file already"), asServer.getMessage());
    database = open();
  }

  @Test
  void connectionThatIsEndedIsMadeAnew() {
    var _ = insertNow(1);
    Postgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + address.database()
            + "'");
    assertEquals(1, onceItIsBack(() -> insertNow(2)));
    assertEquals(List.of(1, 2), onceItIsBack(this::all));
  }

  /// Whoever finds a connection gone is told that nothing was changed, once for each.
  private static <T> T onceItIsBack(Supplier<T> action) {
    for (int lost = 0; ; lost++) {
      try {
        return action.get();
      } catch (StorageException e) {
        assertEquals(StorageException.Kind.BUSY, e.kind());
        assertTrue(lost < 10, "it does not come back");
      }
    }
  }

  @Test
  void commitThatEndsTheConnectionBeforeItIsOneIsNotStored() {
    database.writeAndWait(h -> {
      h.execute(
          "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM"
              + " pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'");
      h.execute(
          "CREATE CONSTRAINT TRIGGER leaving AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED"
              + " FOR EACH ROW WHEN (NEW.n = 13) EXECUTE FUNCTION leave()");
      return null;
    });
    StorageException failed = assertThrows(StorageException.class, () -> insertNow(13));
    assertEquals(StorageException.Kind.BUSY, failed.kind());
    assertEquals(1, insertNow(14));
    assertEquals(List.of(14), all());
  }

  /// Nothing is refused that was stored, and everybody is told of it once.
  @Test
  void commitWhoseAnswerIsLostIsFoundAndTold() throws Exception {
    database.close();
    int port = Integer.parseInt(address.hosts().substring(address.hosts().indexOf(':') + 1));
    try (LostAnswer way = new LostAnswer(port)) {
      database =
          PostgresDatabase.open(
              PostgresAddress.parse(
                  "postgres://postgres@localhost:" + way.port() + "/" + address.database(),
                  Map.of()),
              folder);
      List<Integer> told = new CopyOnWriteArrayList<>();
      way.loseTheNext();
      CompletableFuture<Integer> stored = database.write(h -> insert(h, 1), told::add);
      assertEquals(1, stored.get(60, TimeUnit.SECONDS));
      assertEquals(List.of(1), told);
      assertEquals(1, insertNow(2));
      assertEquals(List.of(1, 2), all());
      database.close();
    }
    database = PostgresDatabase.open(address, folder);
  }

  @Test
  void characterThatItCannotHoldHarmsNobody() throws Exception {
    CompletableFuture<Integer> impossible =
        database.write(h -> h.execute("UPDATE meta SET value = ? WHERE key = 'x'", "a\0b"));
    CompletableFuture<Integer> innocent = database.write(h -> insert(h, 1));
    assertInstanceOf(
        RuntimeException.class,
        assertThrows(ExecutionException.class, () -> impossible.get(60, TimeUnit.SECONDS))
            .getCause());
    assertEquals(1, innocent.get(60, TimeUnit.SECONDS));
  }
}
