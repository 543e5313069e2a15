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
      standby("'nobody'");
      CompletableFuture<Integer> stored =
          database.write(h -> h.execute("CREATE TABLE things (n int)"), done -> told.add(1));
      await("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
      await(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
              + " AND query LIKE '%RETURNING%'");
      assertFalse(stored.isDone(), "nobody knows that it is stored for good");
      assertEquals(List.of(), told);
      standby("''");
      assertEquals(0, stored.get(60, TimeUnit.SECONDS));
      assertEquals(List.of(1), told);
    }
  }

  private void standby(String names) throws SQLException {
    execute("ALTER SYSTEM SET synchronous_standby_names = " + names);
    execute("SELECT pg_reload_conf()");
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

  /// Until a query has a row.
  private void await(String query) throws SQLException {
    long began = System.nanoTime();
    while (true) {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement();
          var rows = statement.executeQuery(query)) {
        if (rows.next()) {
          return;
        }
      }
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60), query);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
