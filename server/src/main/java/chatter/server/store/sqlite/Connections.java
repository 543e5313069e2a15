package chatter.server.store.sqlite;

import chatter.server.store.Jdbc;
import chatter.server.store.StatementCache;
import chatter.server.store.StorageException;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/// Opens connections to the database file with the settings that its promises rest on.
final class Connections {
  private static final int BUSY_MILLIS = 10_000;

  /// Takes each statement apart once for all connections, and remembers it: each would do it for
  /// itself otherwise. Safe for any thread.
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private final String url;

  /// Of all that only read: what it finds out about types it does once.
  private Jdbi reading;

  Connections(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    SqliteLibrary.place(folder == null ? file.toAbsolutePath() : folder);
    this.url = "jdbc:sqlite:" + file;
  }

  /// The connection that writes. FULL: a commit returns only when the write-ahead log is on the
  /// disk.
  Handle writer() {
    SQLiteConfig config = common();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalSizeLimit(64 * 1024 * 1024);
    return erasing(open(config));
  }

  /// A connection that can only read.
  Handle reader() {
    return reading().open();
  }

  private synchronized Jdbi reading() {
    if (reading == null) {
      SQLiteConfig config = common();
      config.setReadOnly(true);
      reading = jdbi(config);
    }
    return reading;
  }

  /// A connection to a file that nobody else knows: what it leaves is one file, without a log.
  Handle editor() {
    SQLiteConfig config = common();
    config.setJournalMode(SQLiteConfig.JournalMode.DELETE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return erasing(open(config));
  }

  /// What is deleted is overwritten in the file, and not left on a page that is free now.
  private static Handle erasing(Handle handle) {
    // It answers with a row, which has to be read: a statement that is not through is in the way.
    if (Jdbc.first(handle, "PRAGMA secure_delete = ON", row -> row.getInt(1)).orElse(0) != 1) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE, "this SQLite cannot erase what is deleted", null);
    }
    return handle;
  }

  private Handle open(SQLiteConfig config) {
    return jdbi(config).open();
  }

  private Jdbi jdbi(SQLiteConfig config) {
    // Not by java.sql.DriverManager, which loads all drivers there are.
    Jdbi jdbi = Jdbi.create(() -> JDBC.createConnection(url, config.toProperties()));
    // Otherwise the values of a failed statement, messages and hashes, would end in the log.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
    jdbi.setStatementBuilderFactory(
        connection -> new StatementCache(Connections::whateverTheValues));
    return jdbi;
  }

  /// SQLite as it is built for Java reads a statement anew whenever a value changes by which it
  /// might choose another index, as it might in most that join two tables; that takes up to forty
  /// times as long as running it. A sign before the value, which does nothing to it, keeps it from
  /// looking there.
  private static String whateverTheValues(String sql) {
    return sql.replace("= ?", "= +?");
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-8 * 1024);
    // Otherwise each INSERT is followed by a query for its number, prepared anew; RETURNING asks
    // for what is wanted.
    config.setGetGeneratedKeys(false);
    return config;
  }
}
