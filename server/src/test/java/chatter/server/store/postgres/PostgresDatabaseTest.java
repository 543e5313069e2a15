package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.store.Database;
import chatter.server.store.DatabaseContract;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMarker;
import chatter.server.store.TransactionStep;
import chatter.server.store.sqlite.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
    return open(address, folder);
  }

  private static PostgresDatabase open(PostgresAddress address, Path folder) {
    return PostgresDatabase.open(address, folder, TransactionStep.NOTHING);
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
        assertThrows(StorageException.class, () -> open(address, elsewhere).close());
    assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
    assertTrue(
        refused
            .getMessage()
            .matches("another Chatter server.*, from [0-9.:]+ \\(process [0-9]+ of.*"),
        refused.getMessage());
    assertEquals(1, insertNow(1), "the first goes on");
  }

  @Test
  void databaseThatDoesNotWaitForTheDiskIsRefused() {
    database.close();
    System.clearProperty(PostgresSchema.FORGETFUL);
    try {
      StorageException refused =
          assertThrows(StorageException.class, () -> open(address, folder).close());
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
          assertThrows(StorageException.class, () -> open(other, elsewhere).close());
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
        assertThrows(StorageException.class, () -> open(missing, elsewhere).close());
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
        assertThrows(StorageException.class, () -> open(address, elsewhere).close());
    assertTrue(asServer.getMessage().contains("database file already"), asServer.getMessage());
    database = open();
  }

  @Test
  void folderKeepsToItsDatabase() throws Exception {
    database.close();
    PostgresAddress other = Postgres.newDatabase();
    StorageException empty =
        assertThrows(StorageException.class, () -> open(other, folder).close());
    assertTrue(empty.getMessage().contains("empty"), empty.getMessage());
    assertTrue(empty.getMessage().contains(address.toString()), empty.getMessage());
    assertEquals(0, tables(other), "nothing is made");
    open(other, elsewhere).close();
    StorageException another =
        assertThrows(StorageException.class, () -> open(other, folder).close());
    assertTrue(another.getMessage().contains("another chat's"), another.getMessage());
    database = open();
  }

  @Test
  void whoWantsAChatThatIsThereGetsNone() throws Exception {
    PostgresAddress other = Postgres.newDatabase();
    StorageException refused =
        assertThrows(
            StorageException.class, () -> PostgresDatabase.openExisting(other, elsewhere).close());
    assertTrue(refused.getMessage().contains("no chat"), refused.getMessage());
    assertEquals(0, tables(other), "nothing is made");
  }

  private static int tables(PostgresAddress address) throws Exception {
    try (var connection = Postgres.connect(address.database());
        var statement = connection.createStatement();
        var tables =
            statement.executeQuery(
                "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")) {
      assertTrue(tables.next());
      return tables.getInt(1);
    }
  }

  /// As after `pg_restore`, which makes the tables anew.
  @Test
  void whatCameBackFromABackupBeginsAHistoryOfItsOwn() throws Exception {
    String epoch = database.epoch();
    database.close();
    database = open();
    assertEquals(epoch, database.epoch(), "only started again");
    database.close();
    try (var connection = Postgres.connect(address.database());
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE meta RENAME TO before");
      statement.execute("CREATE TABLE meta (LIKE before INCLUDING ALL)");
      statement.execute("INSERT INTO meta SELECT * FROM before");
      statement.execute("DROP TABLE before");
    }
    StorageException refused =
        assertThrows(
            StorageException.class, () -> PostgresDatabase.openExisting(address, folder).close());
    assertTrue(refused.getMessage().contains("backup"), refused.getMessage());
    database =
        PostgresDatabase.open(
            address, folder, handle -> handle.execute("INSERT INTO things (n) VALUES (77)"));
    assertNotEquals(epoch, database.epoch());
    assertEquals(List.of(77), all());
    String own = database.epoch();
    database.close();
    database =
        PostgresDatabase.open(
            address, folder, handle -> handle.execute("INSERT INTO things (n) VALUES (78)"));
    assertEquals(own, database.epoch());
    assertEquals(List.of(77), all());
  }

  @Test
  void whereItIsCanBeAskedByAnybody() throws Exception {
    database.close();
    Postgres.execute("CREATE ROLE ordinary LOGIN");
    Postgres.execute("CREATE DATABASE ordinary OWNER ordinary");
    PostgresAddress own = new PostgresAddress(address.hosts(), "ordinary", "ordinary", null, "");
    open(own, elsewhere).close();
    try (var connection = Postgres.connect("ordinary");
        var statement = connection.createStatement();
        var place = statement.executeQuery("SELECT value FROM meta WHERE key = 'place'")) {
      assertTrue(place.next());
      assertTrue(place.getString(1).matches("\\d+/[0-9A-F]{8}/\\d+"), place.getString(1));
    }
    database = open();
  }

  @Test
  void optionThatTheDriverDoesNotTakeIsRefusedWithoutTheSecret() {
    PostgresAddress wrong =
        new PostgresAddress(address.hosts(), "x", "postgres", "a secret", "a=secret%zz");
    StorageException refused =
        assertThrows(StorageException.class, () -> open(wrong, elsewhere).close());
    assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
    assertTrue(refused.getMessage().contains("options"), refused.getMessage());
    assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
    assertNull(refused.getCause());
  }

  /// A move that was cut off behind its commit.
  @Test
  void fileThatIsInTheDatabaseTooIsPutAside() throws Exception {
    database.close();
    Files.writeString(folder.resolve("chatter.db"), "moved");
    StorageException refused =
        assertThrows(StorageException.class, () -> open(address, folder).close());
    assertTrue(refused.getMessage().contains("database file already"), refused.getMessage());
    StoreMarker.Marked marked = StoreMarker.in(folder).orElseThrow();
    StoreMarker.mark(folder, new StoreMarker.Marked(marked.place(), marked.chat(), true));
    database = open();
    assertEquals("moved", Files.readString(folder.resolve("chatter.db.moved")));
    assertTrue(Files.notExists(folder.resolve("chatter.db")));
    assertEquals(marked, StoreMarker.in(folder).orElseThrow());
  }

  @Test
  void connectionThatIsEndedIsMadeAnew() {
    var _ = insertNow(1);
    Postgres.execute(
        "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '"
            + address.database()
            + "'");
    assertEquals(1, insertNow(2), "nobody hears of it who writes");
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

  @Test
  void groupIsNotStoredAfterSomebodyElseWrote() throws Exception {
    var _ = insertNow(1);
    CompletableFuture<Throwable> broken = new CompletableFuture<>();
    database.whenBroken(broken::complete);
    overtake();
    StorageException refused = assertThrows(StorageException.class, () -> insertNow(2));
    assertEquals(StorageException.Kind.BUSY, refused.kind(), "it is not stored");
    assertOvertaken(broken);
    assertEquals(List.of(1), all());
  }

  @Test
  void connectionIsNotMadeAnewAfterSomebodyElseWrote() throws Exception {
    var _ = insertNow(1);
    CompletableFuture<Throwable> broken = new CompletableFuture<>();
    database.whenBroken(broken::complete);
    overtake();
    Postgres.execute(
        "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '"
            + address.database()
            + "'");
    StorageException refused = assertThrows(StorageException.class, () -> insertNow(2));
    assertEquals(StorageException.Kind.BUSY, refused.kind());
    assertOvertaken(broken);
  }

  /// As another server does.
  private void overtake() throws SQLException {
    try (var connection = Postgres.connect(address.database());
        var statement = connection.createStatement()) {
      assertEquals(
          1, statement.executeUpdate("UPDATE meta SET value = 'other:1' WHERE key = 'last_group'"));
    }
  }

  private static void assertOvertaken(CompletableFuture<Throwable> broken) throws Exception {
    Throwable told = broken.get(60, TimeUnit.SECONDS);
    assertTrue(told.getMessage().startsWith("somebody else has written"), told.getMessage());
  }

  /// Whether it was stored cannot be known any more, so nobody may hear that it was not.
  @Test
  void commitBehindWhichSomebodyElseWroteIsInDoubt() throws Exception {
    database.close();
    try (LostAnswer way = new LostAnswer(port())) {
      database = open(by(way), folder);
      CompletableFuture<Throwable> broken = new CompletableFuture<>();
      database.whenBroken(broken::complete);
      way.shut(true);
      way.loseTheNext();
      CompletableFuture<Integer> lost = database.write(h -> insert(h, 1));
      awaitThatNobodyHasTheLock();
      try (Database other = open(address, elsewhere)) {
        assertEquals(1, other.<Integer>writeAndWait(h -> insert(h, 2)));
      }
      way.shut(false);
      ExecutionException thrown =
          assertThrows(ExecutionException.class, () -> lost.get(60, TimeUnit.SECONDS));
      assertEquals(
          StorageException.Kind.IN_DOUBT,
          assertInstanceOf(StorageException.class, thrown.getCause()).kind());
      assertOvertaken(broken);
      database.close();
    }
    database = open(address, folder);
    assertEquals(List.of(1, 2), all());
  }

  private void awaitThatNobodyHasTheLock() throws SQLException {
    try (var connection = Postgres.connect(address.database());
        var statement = connection.createStatement()) {
      long began = System.nanoTime();
      while (true) {
        try (var locks =
            statement.executeQuery(
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE"
                    + " l.locktype = 'advisory' AND d.datname = current_database()")) {
          assertTrue(locks.next());
          if (locks.getInt(1) == 0) {
            return;
          }
        }
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60), "it is kept");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
  }

  /// PostgreSQL still holds the lock for the connection that it believes to be there.
  @Test
  void lockOfAConnectionThatWasCutIsTakenBack() throws Exception {
    database.close();
    try (LostAnswer way = new LostAnswer(port())) {
      database = open(by(way), folder);
      assertEquals(1, insertNow(1));
      way.cut();
      assertEquals(1, insertNow(2));
      database.close();
    }
    database = open(address, folder);
    assertEquals(List.of(1, 2), all());
  }

  private int port() {
    return Integer.parseInt(address.hosts().substring(address.hosts().indexOf(':') + 1));
  }

  private PostgresAddress by(LostAnswer way) {
    return PostgresAddress.parse(
        "postgres://postgres@localhost:" + way.port() + "/" + address.database(), Map.of());
  }

  /// Nothing is refused that was stored, and everybody is told of it once.
  @Test
  void commitWhoseAnswerIsLostIsFoundAndTold() throws Exception {
    database.close();
    try (LostAnswer way = new LostAnswer(port())) {
      database = open(by(way), folder);
      List<Integer> told = new CopyOnWriteArrayList<>();
      way.loseTheNext();
      CompletableFuture<Integer> stored = database.write(h -> insert(h, 1), told::add);
      assertEquals(1, stored.get(60, TimeUnit.SECONDS));
      assertEquals(List.of(1), told);
      assertEquals(1, insertNow(2));
      assertEquals(List.of(1, 2), all());
      database.close();
    }
    database = open(address, folder);
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
