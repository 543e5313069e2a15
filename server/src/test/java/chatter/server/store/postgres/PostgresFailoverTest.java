package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.checker.PostgresPair;
import chatter.server.checker.PostgresPair.Standby;
import chatter.server.store.Database;
import chatter.server.store.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a server says of a PostgreSQL that took over: whether it has everything that anybody was
/// told. What took over is the same one on another timeline, from which some rows were removed if
/// it is to have lost them.
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class PostgresFailoverTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final String EPOCH = "SELECT value FROM meta WHERE key = 'epoch'";
  private static final String CRASHED =
      "INSERT INTO feed_writers (program, lock, place, waits)"
          + " SELECT 'crashed', 12345, value, %s FROM meta WHERE key = 'place'";

  @TempDir private static Path shelf;
  private static PostgresPair postgres;

  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private PostgresAddress address;

  @BeforeAll
  static void start() throws Exception {
    Postgres.mustBeHere();
    postgres = new PostgresPair(Postgres.programs(), shelf.resolve("postgres"), Standby.NONE);
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @BeforeEach
  void empty() throws SQLException {
    postgres.execute("DROP SCHEMA public CASCADE");
    postgres.execute("CREATE SCHEMA public AUTHORIZATION " + PostgresPair.CHAT);
    address = PostgresAddress.parse(postgres.address(), Map.of());
  }

  private PostgresDatabase sole(Path path) {
    return PostgresDatabase.open(address, path, this::note);
  }

  private PostgresDatabase oneOfSeveral(Path path) {
    return PostgresDatabase.openShared(address, path, this::note, new StoredNumbers());
  }

  /// Stands for what ends all logins.
  private void note(Handle handle) {
    ended.add("everybody");
  }

  /// As a standby that had not got the last transaction of all.
  private static void loseTheLast() throws SQLException {
    postgres.execute("DELETE FROM feed WHERE n = (SELECT n FROM feed_head)");
    postgres.execute("UPDATE feed_head SET n = n - 1");
  }

  /// As whoever comes back late finds it: of the rows of that time none is left.
  private static void forgetAllButTheLast() throws SQLException {
    postgres.execute("DELETE FROM feed WHERE n < (SELECT n FROM feed_head)");
  }

  private static void write(Database database) {
    long began = System.nanoTime();
    while (true) {
      try {
        var _ = database.<Integer>writeAndWait(h -> h.execute("UPDATE meta SET value = value"));
        return;
      } catch (StorageException e) {
        assertEquals(StorageException.Kind.BUSY, e.kind(), e::toString);
        assertTrue(System.nanoTime() - began < PATIENCE_NANOS, "it does not come back");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  private void assertTheSame(String epoch) throws SQLException {
    assertEquals(epoch, postgres.text(EPOCH));
    assertEquals(List.of(), ended);
    assertEquals(
        postgres.text("SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)"),
        postgres.text("SELECT split_part(value, '/', 2) FROM meta WHERE key = 'place'"));
  }

  private void assertBegunAnew(String epoch) throws SQLException {
    assertNotEquals(epoch, postgres.text(EPOCH));
    assertEquals(List.of("everybody"), ended);
  }

  private void assertEnds(Database database, String epoch) throws Exception {
    CompletableFuture<Throwable> broken = new CompletableFuture<>();
    database.whenBroken(broken::complete);
    while (!broken.isDone()) {
      StorageException refused =
          assertThrows(
              StorageException.class,
              () ->
                  database.<Integer>writeAndWait(h -> h.execute("UPDATE meta SET value = value")));
      assertEquals(StorageException.Kind.BUSY, refused.kind());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    String told = broken.get().getMessage();
    assertTrue(told.startsWith("the database has lost what was stored"), told);
    assertBegunAnew(epoch);
  }

  @Test
  void serverThatRunsGoesOnWhereEverythingIs() throws Exception {
    try (Database database = sole(folder)) {
      write(database);
      postgres.beginTimeline();
      write(database);
      assertTheSame(database.epoch());
      postgres.beginTimeline();
      write(database);
      assertTheSame(database.epoch());
    }
  }

  /// Whoever reads may come to another than the connection that writes, which does not know as long
  /// as there is nothing to write.
  @Test
  void whoeverReadsWaitsUntilItIsKnownThatEverythingIsThere() throws Exception {
    try (Database database = oneOfSeveral(folder)) {
      write(database);
      postgres.beginTimeline();
      long began = System.nanoTime();
      while (!reads(database)) {
        assertTrue(System.nanoTime() - began < PATIENCE_NANOS, "it does not come back");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      assertTheSame(database.epoch());
    }
  }

  private static boolean reads(Database database) {
    try {
      return database.<Boolean>read(h -> h.select("SELECT true").mapTo(Boolean.class).one());
    } catch (StorageException e) {
      assertEquals(StorageException.Kind.BUSY, e.kind());
      return false;
    }
  }

  @Test
  void primaryIsFoundWhereverItIsNamed() throws Exception {
    String[] hosts = address.hosts().split(",", -1);
    PostgresAddress reversed =
        new PostgresAddress(
            hosts[1] + "," + hosts[0], address.database(), address.user(), null, "");
    try (Database database = PostgresDatabase.open(reversed, folder, this::note)) {
      write(database);
      assertTrue(reads(database));
    }
  }

  @Test
  void serversThatRunGoOnWhereEverythingIs() throws Exception {
    try (Database one = oneOfSeveral(folder);
        Database two = oneOfSeveral(elsewhere)) {
      write(one);
      write(two);
      postgres.beginTimeline();
      write(two);
      forgetAllButTheLast();
      write(one);
      assertTheSame(one.epoch());
    }
  }

  @Test
  void whoIsAwayUntilNobodyCanSayAnyMoreEnds() throws Exception {
    try (Database one = oneOfSeveral(folder);
        Database two = oneOfSeveral(elsewhere)) {
      write(two);
      write(one);
      String epoch = one.epoch();
      postgres.beginTimeline();
      write(two);
      forgetAllButTheLast();
      assertEnds(one, epoch);
    }
  }

  @Test
  void serverWhoseLastIsLostBeginsAnewAndEnds() throws Exception {
    try (Database database = sole(folder)) {
      write(database);
      String before = postgres.text("SELECT value FROM meta WHERE key = 'last_group'");
      write(database);
      postgres.beginTimeline();
      postgres.execute("UPDATE meta SET value = '" + before + "' WHERE key = 'last_group'");
      assertEnds(database, database.epoch());
    }
    assertEquals(List.of("everybody"), ended);
    try (Database database = sole(folder)) {
      write(database);
      assertEquals(List.of("everybody"), ended, "once is enough");
    }
  }

  @Test
  void serverOfSeveralWhoseLastIsLostBeginsAnewThoughAnotherVouched() throws Exception {
    try (Database one = oneOfSeveral(folder);
        Database two = oneOfSeveral(elsewhere)) {
      write(two);
      write(one);
      write(one);
      postgres.beginTimeline();
      loseTheLast();
      write(two);
      assertTheSame(two.epoch());
      write(two);
      assertEnds(one, two.epoch());
    }
  }

  @Test
  void serverThatHadEndedKnowsThatEverythingIsThere() throws Exception {
    String epoch;
    try (Database database = sole(folder)) {
      write(database);
      epoch = database.epoch();
    }
    postgres.beginTimeline();
    sole(folder).close();
    assertTheSame(epoch);
    // What the only server remembers says nothing of what several do, and is not missed there.
    try (Database database = oneOfSeveral(folder)) {
      write(database);
    }
    postgres.beginTimeline();
    oneOfSeveral(folder).close();
    assertTheSame(epoch);
  }

  @Test
  void serverThatKnowsNothingBeginsAnew() throws Exception {
    String epoch;
    try (Database database = oneOfSeveral(folder)) {
      epoch = database.epoch();
    }
    Files.delete(folder.resolve("chatter.position"));
    postgres.beginTimeline();
    oneOfSeveral(folder).close();
    assertBegunAnew(epoch);
  }

  @Test
  void whatAServerThatHadEndedKnewMayBeLost() throws Exception {
    String epoch;
    try (Database database = oneOfSeveral(folder)) {
      write(database);
      write(database);
      epoch = database.epoch();
    }
    postgres.beginTimeline();
    loseTheLast();
    oneOfSeveral(folder).close();
    assertBegunAnew(epoch);
  }

  /// It may have told more than anybody else knows, unless PostgreSQL waited for a standby.
  @Test
  void serverThatHadEndedDoesNotSpeakForOneThatWasKilled() throws Exception {
    String epoch;
    try (Database database = oneOfSeveral(folder)) {
      epoch = database.epoch();
    }
    postgres.execute(CRASHED.formatted("true"));
    postgres.beginTimeline();
    oneOfSeveral(folder).close();
    assertTheSame(epoch);
    postgres.execute("UPDATE feed_writers SET waits = false WHERE program = 'crashed'");
    postgres.beginTimeline();
    oneOfSeveral(folder).close();
    assertBegunAnew(epoch);
  }

  @Test
  void whoeverDoesNotComeBackIsMissed() throws Exception {
    PostgresDatabase.Expected expected =
        new PostgresDatabase.Expected(Optional.empty(), true, Optional.of(this::note));
    try (PositionFile file = PositionFile.in(folder);
        PostgresConnections connections = new PostgresConnections(address)) {
      ClusterTransactions transactions =
          new ClusterTransactions(
              connections, file, expected, new StoredNumbers(), 0, PATIENCE_NANOS);
      transactions.first().close();
      String epoch = transactions.epoch();
      postgres.execute(CRASHED.formatted("true"));
      postgres.beginTimeline();
      try (Handle handle = transactions.open()) {
        transactions.begin(handle, Set.of());
        transactions.commit(handle);
      }
      assertTheSame(epoch);
      assertEquals(1, postgres.number("SELECT count(*) FROM feed_writers"), "nobody is waited for");
      postgres.execute(CRASHED.formatted("false"));
      postgres.beginTimeline();
      try (Handle handle = transactions.open()) {
        StorageException missed =
            assertThrows(StorageException.class, () -> transactions.begin(handle, Set.of()));
        assertTrue(transactions.isOver(missed));
      }
      assertBegunAnew(epoch);
    }
  }

  /// As a primary that was made a standby: nobody is refused for good, and another is looked for.
  @Test
  void databaseThatOnlyReadsIsLeftUntilItIsWrittenAgain() throws Exception {
    try (Database database = sole(folder)) {
      write(database);
      readOnly("on");
      StorageException refused =
          assertThrows(
              StorageException.class,
              () ->
                  database.<Integer>writeAndWait(h -> h.execute("UPDATE meta SET value = value")));
      assertEquals(StorageException.Kind.BUSY, refused.kind());
      readOnly("off");
      write(database);
      assertTheSame(database.epoch());
    }
  }

  private static void readOnly(String setting) throws SQLException, InterruptedException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute("ALTER SYSTEM SET default_transaction_read_only = " + setting);
      statement.execute("SELECT pg_reload_conf()");
    }
    while (!postgres.text("SHOW default_transaction_read_only").equals(setting)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void primaryThatCameBackIsRefused() throws Exception {
    try (Database database = sole(folder)) {
      write(database);
    }
    DatabaseIdentity now =
        DatabaseIdentity.parse(postgres.text("SELECT value FROM meta WHERE key = 'place'"));
    try (PositionFile file = PositionFile.in(folder)) {
      PositionFile.Remembered last = file.read().orElseThrow();
      file.begin(
          last.epoch(),
          new DatabaseIdentity(now.system(), "00FFFFFF", now.tables()),
          last.position());
    }
    StorageException refused = assertThrows(StorageException.class, () -> sole(folder).close());
    assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
    assertTrue(refused.getMessage().contains("has come back"), refused.getMessage());
    assertEquals(List.of(), ended);
  }
}
