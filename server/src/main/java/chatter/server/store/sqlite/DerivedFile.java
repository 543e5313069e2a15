package chatter.server.store.sqlite;

import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/// A database file beside the one that everything is in, for what can be made again from that one:
/// it is in no backup, and goes when it is of no use. For its owner only, like the other. Opens
/// connections, each for one thread at a time; the data folder is locked by whoever uses it.
public final class DerivedFile {
  private static final int BUSY_MILLIS = 5_000;
  private static final int CHECKPOINT_PAGES = 4_000;

  private final Path path;

  /// @param folder the data folder
  /// @param name of the file
  public DerivedFile(Path folder, String name) {
    this.path = folder.resolve(name);
  }

  /// Opens the connection that writes, and makes the file if there is none. A power cut may take
  /// the last that was committed, and damages nothing.
  ///
  /// @throws StorageException if the file cannot be made
  public Connection writer() throws SQLException {
    try {
      if (Files.notExists(path)) {
        PrivateFiles.create(path);
      }
    } catch (IOException e) {
      throw SqliteErrors.explained("make " + path, e);
    }
    SQLiteConfig config = common();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setJournalSizeLimit(16 * 1024 * 1024);
    Connection connection = open(config);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA secure_delete = ON");
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// Opens a connection that only reads.
  public Connection reader() throws SQLException {
    SQLiteConfig config = common();
    config.setReadOnly(true);
    return open(config);
  }

  /// Removes the file. No connection to it is open.
  ///
  /// @throws StorageException if it cannot be removed
  public void forget() {
    try {
      DataFolder.forget(path);
    } catch (IOException e) {
      throw SqliteErrors.explained("remove " + path, e);
    }
  }

  private Connection open(SQLiteConfig config) throws SQLException {
    return JDBC.createConnection("jdbc:sqlite:" + path, config.toProperties());
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-8 * 1024);
    config.setGetGeneratedKeys(false);
    return config;
  }
}
