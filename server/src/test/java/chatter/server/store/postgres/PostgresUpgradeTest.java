package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs of several ages on one database.
final class PostgresUpgradeTest {
  @TempDir private Path folder;
  private PostgresAddress address;

  @BeforeAll
  static void mustBeHere() {
    Postgres.mustBeHere();
  }

  @BeforeEach
  void makeTables() {
    address = Postgres.newDatabase();
    open().close();
  }

  private PostgresDatabase open() {
    return PostgresDatabase.open(address, folder, TransactionStep.NOTHING);
  }

  @Test
  void whatANewerProgramOnlyAddedIsNotInTheWay() throws Exception {
    set("schema", "99");
    PostgresDatabase database = open();
    int rows =
        database.writeAndWait(
            h -> h.createQuery("SELECT count(*) FROM meta").mapTo(int.class).one());
    assertTrue(rows > 0);
    database.close();
    assertEquals("99", value("schema"));
  }

  @Test
  void whatANewerProgramChangedIsRefused() throws Exception {
    set("schema", "99");
    set(PostgresSchema.NEEDED, "98");
    StorageException refused = assertThrows(StorageException.class, () -> open().close());
    assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
    assertTrue(refused.getMessage().contains("newer Chatter (schema 99"), refused.getMessage());
  }

  @Test
  void tablesAreNotChangedUnderAServerThatNeedsThem() throws Exception {
    execute(
        "DROP TABLE feed_timelines, feed_writers, arriving_parts, arriving_files, refused_commands");
    set("schema", "5");
    try (var other = Postgres.connect(address.database());
        var statement = other.createStatement()) {
      // As one of several servers has it.
      statement.execute("SELECT pg_advisory_lock_shared(" + PostgresTransactions.LOCK + ")");
      StorageException refused =
          assertThrows(
              StorageException.class,
              () ->
                  PostgresDatabase.openShared(
                          address, folder, TransactionStep.NOTHING, new StoredNumbers())
                      .close());
      assertTrue(refused.getMessage().contains("stop them all"), refused.getMessage());
      assertEquals("5", value("schema"));
    }
    PostgresDatabase.openShared(address, folder, TransactionStep.NOTHING, new StoredNumbers())
        .close();
    assertEquals("8", value("schema"));
    assertEquals("7", value(PostgresSchema.NEEDED));
  }

  private void set(String key, String value) throws SQLException {
    execute("UPDATE meta SET value = '" + value + "' WHERE key = '" + key + "'");
  }

  private void execute(String sql) throws SQLException {
    try (var connection = Postgres.connect(address.database());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String key) throws SQLException {
    try (var connection = Postgres.connect(address.database());
        var statement = connection.prepareStatement("SELECT value FROM meta WHERE key = ?")) {
      statement.setString(1, key);
      try (var row = statement.executeQuery()) {
        assertTrue(row.next(), key);
        return row.getString(1);
      }
    }
  }
}
