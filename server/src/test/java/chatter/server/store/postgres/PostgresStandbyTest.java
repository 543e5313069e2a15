package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A PostgreSQL that must wait for a standby, which is not there.
final class PostgresStandbyTest {
  @TempDir private Path folder;
  private EmbeddedPostgres server;
  private PostgresAddress address;

  @BeforeEach
  void start() throws IOException {
    Postgres.mustBeHere();
    server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start();
    address =
        PostgresAddress.parse(
            "postgres://postgres@localhost:" + server.getPort() + "/postgres", Map.of());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void standbyThatIsNotWaitedForIsRefused() throws Exception {
    execute("ALTER ROLE postgres SET synchronous_commit = local");
    PostgresDatabase.open(address, folder, TransactionStep.NOTHING).close();
    standby("'nobody'");
    StorageException refused =
        assertThrows(
            StorageException.class,
            () -> PostgresDatabase.open(address, folder, TransactionStep.NOTHING).close());
    assertTrue(refused.getMessage().contains("is local"), refused.getMessage());
  }

  /// PostgreSQL answers to such a commit that it is one, and warns that the standby may not have
  /// it.
  @Test
  void commitThatGaveUpOnTheStandbyIsToldWhenTheStandbyHasIt() throws Exception {
    List<Integer> told = new CopyOnWriteArrayList<>();
    try (PostgresDatabase database =
        PostgresDatabase.open(address, folder, TransactionStep.NOTHING)) {
      assertToldOnceTheStandbyHasIt(database, told::add, told::size, 0);
    }
  }

  @Test
  void lookThatGaveUpOnTheStandbyTooIsNotBelieved() throws Exception {
    List<Integer> told = new CopyOnWriteArrayList<>();
    try (PostgresDatabase database =
        PostgresDatabase.open(address, folder, TransactionStep.NOTHING)) {
      assertToldOnceTheStandbyHasIt(database, told::add, told::size, 2);
    }
  }

  @Test
  void oneOfSeveralServersDoesNotBelieveALookThatGaveUpEither() throws Exception {
    StoredNumbers feed = new StoredNumbers();
    try (PostgresDatabase database =
        PostgresDatabase.openShared(address, folder, TransactionStep.NOTHING, feed)) {
      assertToldOnceTheStandbyHasIt(database, _ -> {}, feed.numbers()::size, 2);
    }
  }

  /// @param looks how often whoever asks what became of the commit gives up waiting as well
  private void assertToldOnceTheStandbyHasIt(
      PostgresDatabase database, Consumer<Integer> committed, IntSupplier told, int looks)
      throws Exception {
    standby("'nobody'");
    CompletableFuture<Integer> stored =
        database.write(h -> h.execute("CREATE TABLE things (n int)"), committed);
    long waiting = await("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    for (int look = 0; look <= looks; look++) {
      execute("SELECT pg_cancel_backend(" + waiting + ")");
      waiting =
          await(
              "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
                  + " AND query LIKE '%RETURNING%' AND pid != "
                  + waiting);
      assertFalse(
          stored.isDone() && !stored.isCompletedExceptionally(),
          "nobody knows that it is stored for good");
      assertEquals(0, told.getAsInt());
    }
    standby("''");
    // On a slow computer whoever waits for it has heard meanwhile that nobody knows.
    long began = System.nanoTime();
    while (told.getAsInt() == 0) {
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60), "it is not told");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertEquals(1, told.getAsInt());
    assertEquals(
        0L,
        database.<Long>read(h -> h.select("SELECT count(*) FROM things").mapTo(Long.class).one()));
  }

  private void standby(String names) throws SQLException {
    execute("ALTER SYSTEM SET synchronous_standby_names = " + names);
    execute("SELECT pg_reload_conf()");
    var _ =
        await(
            "SELECT 1 FROM pg_settings WHERE name = 'synchronous_standby_names' AND setting = "
                + names);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Until a query has a row; its first number.
  private long await(String query) throws SQLException {
    long began = System.nanoTime();
    while (true) {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement();
          var rows = statement.executeQuery(query)) {
        if (rows.next()) {
          return rows.getLong(1);
        }
      }
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60), query);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
