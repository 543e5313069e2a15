package chatter.client.copy;

import chatter.client.prefs.OwnerOnlyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The file of a copy: how it is opened, and how nothing is left of it.
class CopyFile {
  private static final Logger LOG = LoggerFactory.getLogger(CopyFile.class);

  private static final String NAME = "copy.db";

  /// What earlier versions kept in the same folder, and this one does not read.
  private static final List<String> OLD = List.of("recent.json", "recent.json.tmp");

  /// What there may be: SQLite leaves something beside a database.
  private static final List<String> NAMES =
      Stream.concat(Stream.of("", "-wal", "-shm", "-journal").map(NAME::concat), OLD.stream())
          .toList();

  /// A table that is missing is only an error.
  private static final Set<SQLiteErrorCode> DAMAGE =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_NOTADB,
          SQLiteErrorCode.SQLITE_ERROR);

  /// Another number whenever what is stored, or how texts are folded, is another.
  private static final int VERSION = 3;

  private static final int BLOCK = 64 * 1024;

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
          """
          CREATE TABLE conversations (
            id INTEGER PRIMARY KEY, info TEXT NOT NULL, cursor INTEGER NOT NULL)
          """,
          """
          CREATE TABLE rows (
            conversation INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
            row TEXT NOT NULL, sign0 INTEGER, sign1 INTEGER, sign2 INTEGER, sign3 INTEGER,
            PRIMARY KEY (conversation, seq)) WITHOUT ROWID
          """,
          """
          CREATE INDEX rows_by_time ON rows (at, conversation, seq, sign0, sign1, sign2, sign3)
          """,
          """
          CREATE TABLE spans (
            conversation INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            current INTEGER NOT NULL, PRIMARY KEY (conversation, first)) WITHOUT ROWID
          """,
          "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, avatar TEXT)",
          """
          CREATE TABLE files (
            conversation INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL,
            PRIMARY KEY (conversation, seq, id)) WITHOUT ROWID
          """,
          "CREATE INDEX files_by_id ON files (id)",
          """
          CREATE TABLE pictures (
            id INTEGER PRIMARY KEY, owner TEXT NOT NULL, kind TEXT NOT NULL,
            length INTEGER NOT NULL, used INTEGER NOT NULL, UNIQUE (owner, kind))
          """,
          "CREATE INDEX pictures_by_use ON pictures (used)",
          // By itself, so that noting when it was used does not write it again.
          "CREATE TABLE picture_bytes (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
          """
          CREATE TRIGGER picture_gone AFTER DELETE ON pictures
          BEGIN DELETE FROM picture_bytes WHERE id = old.id; END
          """);

  private final Path file;

  /// @param folder the account's folder
  CopyFile(Path folder) {
    file = folder.resolve(NAME);
  }

  /// Opens it, made if needed. One that is damaged, or of another version, is taken away and begun
  /// anew: everything in it is at the server too.
  ///
  /// @return nothing is committed by itself
  CopyStore open() throws IOException, SQLException {
    for (String name : OLD) {
      overwrite(file.resolveSibling(name));
    }
    if (Files.exists(file)) {
      try {
        return store(true);
      } catch (SQLException e) {
        if (!isDamage(e)) {
          throw e;
        }
        LOG.warn(
            "The copy of the conversations cannot be read and is begun anew: {}", e.toString());
        erase();
      }
    }
    // Before SQLite makes it, so that it is nobody else's for not even a moment; what SQLite puts
    // beside it has the same mode.
    new OwnerOnlyFile(file).write(new byte[0]);
    return store(false);
  }

  private CopyStore store(boolean made) throws IOException, SQLException {
    Path log = file.resolveSibling(NAME + "-wal");
    Set<Integer> left = UnusedBytes.pagesIn(log);
    Connection connection = connect(made);
    UnusedBytes unused = null;
    try {
      unused = new UnusedBytes(file, log, left);
      CopyStore store = new CopyStore(connection, unused);
      if (!left.isEmpty()) {
        // A program that was killed has left it, perhaps with what had just been deleted.
        store.scrub();
      }
      return store;
    } catch (IOException | SQLException | RuntimeException e) {
      connection.close();
      if (unused != null) {
        unused.close();
      }
      throw e;
    }
  }

  /// @param made whether it is there already
  Connection connect(boolean made) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setPragma(SQLiteConfig.Pragma.LOCKING_MODE, "EXCLUSIVE");
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      // It is done by `CopyStore.commit`, which has to see what was in the log.
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      if (made) {
        try (ResultSet version = statement.executeQuery("PRAGMA user_version")) {
          if (version.getInt(1) != VERSION) {
            throw new OtherVersionException(version.getInt(1));
          }
        }
      } else {
        // So that it can be made shorter. It takes effect with VACUUM, as the log has made the file
        // already.
        statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
        statement.execute("VACUUM");
        make(statement);
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void make(Statement statement) throws SQLException {
    for (String sql : SCHEMA) {
      statement.execute(sql);
    }
    statement.execute("PRAGMA user_version = " + VERSION);
  }

  /// The same tables in memory, for as long as nothing is to be kept.
  static CopyStore inMemory() throws SQLException {
    Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
    try (Statement statement = connection.createStatement()) {
      make(statement);
      connection.setAutoCommit(false);
      return new CopyStore(connection, null);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// How much there is on the disk, in bytes.
  long bytes() throws IOException {
    long bytes = 0;
    for (String name : NAMES) {
      Path one = file.resolveSibling(name);
      bytes += Files.exists(one) ? Files.size(one) : 0;
    }
    return bytes;
  }

  /// Whether it says that what is in the file makes no sense here, and not only that the disk or
  /// another program is in the way.
  static boolean isDamage(SQLException failure) {
    return failure instanceof OtherVersionException
        || (failure instanceof SQLiteException e && DAMAGE.contains(e.getResultCode()));
  }

  /// A file that another version of this program made.
  private static final class OtherVersionException extends SQLException {
    private static final long serialVersionUID = 1L;

    private OtherVersionException(int version) {
      super("it is of version " + version);
    }
  }

  /// Overwrites it and what is beside it, and takes them away; only while it is closed. What can be
  /// taken away is, also if something else cannot.
  ///
  /// @throws IOException if something is left
  void erase() throws IOException {
    IOException failure = null;
    for (String name : NAMES) {
      try {
        overwrite(file.resolveSibling(name));
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void overwrite(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      long size = channel.size();
      for (long at = 0; at < size; ) {
        at += channel.write(ByteBuffer.allocate((int) Math.min(BLOCK, size - at)), at);
      }
      channel.force(true);
    }
    Files.delete(path);
  }
}
