package chatter.server.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.store.Database;
import chatter.server.store.SchemaFile;
import chatter.server.store.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables, and which program may touch them.
final class MigrationsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "registered_users : id name email email_key password_hash avatar_hash disabled created_at role",
        "active_users : id account token_hash device created_at last_seen_at expires_at",
        "server_settings : key value",
        "invites : id code_hash uses_left created_by created_at expires_at",
        "password_resets : id account code_hash created_by created_at expires_at used_at",
        "conversations : id kind title last_seq last_sent_at created_at",
        "memberships : conversation account joined_at read_seq",
        "messages : id conversation seq sender command_id body reply_to sent_at",
      })
  void everyTableHasItsColumns(String table, String columns) {
    try (Database database = SqliteDatabase.open(folder)) {
      List<String> there =
          database.read(h ->
              h.createQuery("SELECT name FROM pragma_table_info(?)")
                  .bind(0, table)
                  .mapTo(String.class)
                  .list());
      assertTrue(there.containsAll(Set.of(columns.split(" ", -1))), there::toString);
    }
  }

  /// A start compares with them, and makes another database only if they differ.
  @Test
  void newestDefinitionsAreKnown() {
    try (Database database = SqliteDatabase.open(folder)) {
      assertEquals(
          SchemaFile.read(SchemaCheck.class, "newest-schema.json").strip(),
          database.read(SchemaCheck::everything),
          "newest-schema.json is of another version; it should be what there is");
      assertTrue(database.read(SchemaCheck::isNewest));
    }
  }

  /// SQLite keeps the words of a definition, and databases that were made before hold none of the
  /// files' comments: with them, each of those would count as changed by a stranger.
  @Test
  void definitionsAreKeptWithoutComments() {
    try (Database database = SqliteDatabase.open(folder)) {
      assertEquals(
          List.of(),
          database.read(h ->
              h.createQuery("SELECT name FROM sqlite_schema WHERE sql LIKE '%--%'")
                  .mapTo(String.class)
                  .list()));
    }
  }

  @Test
  void databaseIsAsSafeAsPromised() {
    try (Database database = SqliteDatabase.open(folder)) {
      assertEquals("wal", setting(database, "journal_mode"));
      assertEquals("2", setting(database, "synchronous"));
      assertEquals("1", setting(database, "foreign_keys"));
    }
  }

  @Test
  void epochIsRandomAndStays() {
    String epoch;
    try (Database database = SqliteDatabase.open(folder)) {
      epoch = database.epoch();
    }
    try (Database database = SqliteDatabase.open(folder)) {
      assertEquals(epoch, database.epoch());
    }
    try (Database other = SqliteDatabase.open(folder.resolve("other"))) {
      assertNotEquals(epoch, other.epoch());
    }
  }

  @Test
  void newersDatabaseIsRefusedAndLeftAlone() throws Exception {
    SqliteDatabase.open(folder).close();
    Path file = folder.resolve("chatter.db");
    execute(file, "PRAGMA user_version = 99");
    execute(file, "CREATE TABLE from_the_future (x)");
    byte[] before = Files.readAllBytes(file);
    StorageException refused =
        assertThrows(StorageException.class, () -> SqliteDatabase.open(folder).close());
    assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
    assertTrue(refused.getMessage().contains("newer Chatter"), refused::getMessage);
    assertArrayEquals(before, Files.readAllBytes(file));
    execute(file, "PRAGMA user_version = " + Migrations.newest());
    execute(file, "DROP TABLE from_the_future");
    SqliteDatabase.open(folder).close();
  }

  @Test
  void secondServerOnTheSameFolderIsRefused() {
    Database first = SqliteDatabase.open(folder);
    StorageException refused =
        assertThrows(StorageException.class, () -> SqliteDatabase.open(folder).close());
    assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
    first.close();
    SqliteDatabase.open(folder).close();
  }

  private static String setting(Database database, String name) {
    return database.writeAndWait(h -> h.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
