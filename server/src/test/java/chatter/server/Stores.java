package chatter.server;

import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresAddress;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.server.store.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where tests keep what they store: in a file, or with `-Dchatter.store=postgres` in PostgreSQL.
/// Each folder has a database of its own, the same whenever it is opened.
public final class Stores {
  private static final boolean POSTGRES = "postgres".equals(System.getProperty("chatter.store"));
  private static final Map<Path, PostgresAddress> BESIDE = new ConcurrentHashMap<>();

  private Stores() {}

  /// Whether tests run on PostgreSQL.
  public static boolean arePostgres() {
    return POSTGRES;
  }

  /// A folder's database.
  public static Database open(Path folder) {
    return POSTGRES
        ? PostgresDatabase.open(beside(folder), folder, TransactionStep.NOTHING)
        : SqliteDatabase.open(folder);
  }

  /// A server's configuration with its database where tests have it.
  public static ServerConfig in(ServerConfig config) {
    return POSTGRES ? config.withStore(beside(config.data())) : config;
  }

  /// Changes what a folder's database has, past everything that Chatter would make of it.
  ///
  /// @param statements in words that both databases take
  public static void change(Path folder, String... statements) {
    if (!POSTGRES) {
      Sqlite.change(folder.resolve("chatter.db"), statements);
      return;
    }
    try (Connection connection = Postgres.connect(beside(folder).database());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static PostgresAddress beside(Path folder) {
    Postgres.mustBeHere();
    return BESIDE.computeIfAbsent(folder.toAbsolutePath(), _ -> Postgres.newDatabase());
  }
}
