package chatter.server.store.sqlite;

import chatter.server.store.Findings;
import chatter.server.store.Jdbc;
import chatter.server.store.RowCheck;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMarker;
import chatter.server.store.TransactionStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.sqlite.ProgressHandler;

/// A database file to look at and to copy, also while a server has it open. It is only read, and
/// needs no lock: SQLite's own locks are enough for a reader. For one thread.
///
/// The connection cannot write on purpose. One that could would tidy the log away when it is the
/// last to close, by name, and so take a new database's log if a restore had put one there
/// meanwhile.
public final class DatabaseFile implements AutoCloseable {
  private static final int STEPS_BETWEEN_LOOKS = 50_000;
  private static final String HEADER = "SQLite format 3\0";

  private final Path path;
  private final Handle handle;
  private final int schema;
  private boolean stoppable;

  private DatabaseFile(Path path, Handle handle) {
    this.path = path;
    this.handle = handle;
    this.schema = Migrations.version(handle);
  }

  /// The database in a data folder.
  ///
  /// @throws StorageException `UNUSABLE` if there is none, or if it is none of Chatter's, with a
  ///   sentence that says so
  public static DatabaseFile in(Path folder) {
    if (Files.notExists(folder)) {
      throw unusable("there is no folder " + folder, null);
    }
    if (!Files.isDirectory(folder)) {
      throw unusable(folder + " is not a folder", null);
    }
    if (Files.exists(DataFolder.restored(folder))) {
      throw unusable(
          "a restore in "
              + folder
              + " was cut off just before its end; start the server once, which finishes it",
          null);
    }
    StoreMarker.mustNotBeIn(folder);
    Path file = DataFolder.database(folder);
    if (Files.notExists(file)) {
      throw unusable("there is no database in the folder " + folder, null);
    }
    return at(file);
  }

  /// A database file anywhere.
  ///
  /// @throws StorageException `UNUSABLE` if it is no database, or none of Chatter's, or a newer
  ///   Chatter's
  public static DatabaseFile at(Path file) {
    return open(file, Connections::reader);
  }

  /// A database file that nobody else knows, to be changed.
  static DatabaseFile toChange(Path file) {
    return open(file, Connections::editor);
  }

  private static DatabaseFile open(Path file, Function<Connections, Handle> how) {
    if (!Files.isRegularFile(file)) {
      throw unusable("there is no file " + file, null);
    }
    if (!Files.isReadable(file)) {
      throw unusable("cannot read " + file + ": permission denied", null);
    }
    Handle handle = null;
    try {
      handle = how.apply(new Connections(file.toAbsolutePath()));
      DatabaseFile database = new DatabaseFile(file, handle);
      database.mustBeChatters();
      return database;
    } catch (RuntimeException e) {
      if (handle != null) {
        handle.close();
      }
      throw e instanceof StorageException told ? told : SqliteErrors.explained("read " + file, e);
    }
  }

  private void mustBeChatters() {
    SchemaCheck.mustBeKnown(handle, path.toString());
    if (schema == 0
        || Jdbc.all(
                    handle,
                    "SELECT 1 FROM sqlite_schema WHERE name IN ('meta', 'registered_users')",
                    row -> row.getInt(1))
                .size()
            < 2) {
      throw unusable(path + " is a database, but not one of Chatter's", null);
    }
  }

  /// Whether a file begins as SQLite's do. For files that are not open in this process.
  static void mustHaveHeader(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(HEADER.length()), StandardCharsets.ISO_8859_1);
      if (!start.equals(HEADER)) {
        throw unusable("cannot read " + file + ": it is not a database", null);
      }
    } catch (IOException e) {
      throw SqliteErrors.explained("read " + file, e);
    }
  }

  /// The newest schema this program knows.
  public static int newestSchema() {
    return Migrations.newest();
  }

  /// The schema it was written with; at most this program's own.
  public int schema() {
    return schema;
  }

  /// Runs a query in a snapshot.
  public <T> T read(Function<Handle, T> query) {
    try {
      return handle.inTransaction(query::apply);
    } catch (StorageException | UncheckedIOException e) {
      // The second comes from whoever writes elsewhere what is read here.
      throw e;
    } catch (RuntimeException e) {
      throw SqliteErrors.explained("read " + path, e);
    }
  }

  /// Looks at the file itself, page by page, then at the tables, then at the rows; all in one
  /// snapshot, so that a server may go on writing.
  public Findings look(List<RowCheck> rows) {
    return read(h -> {
      Findings findings = new Findings();
      List<String> damage =
          h.createQuery("PRAGMA integrity_check").mapTo(String.class).list().stream()
              .filter(line -> !line.equals("ok"))
              .map(line -> "the file is damaged: " + line)
              .toList();
      findings.damage(damage);
      if (findings.damaged()) {
        // What a damaged file says about its rows is worth nothing, and reading on may fail.
        return findings;
      }
      findings.strangeTables(SchemaCheck.differences(h));
      findings.faults(
          h.createQuery("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")
              .map((row, c) ->
                  "a row of "
                      + row.getString("table")
                      + (row.getString("rowid") == null ? "" : ", number " + row.getLong("rowid"))
                      + ", belongs to a row of "
                      + row.getString("parent")
                      + " that is not there")
              .list());
      rows.forEach(check -> check.look(h, findings));
      return findings;
    });
  }

  /// Before anything in it is shown to people as theirs.
  ///
  /// @throws StorageException `UNUSABLE` if there is something in it that this program does not
  ///   make
  public void mustBeAsMade() {
    List<String> strange = read(SchemaCheck::differences);
    if (!strange.isEmpty()) {
      throw unusable("cannot use " + path + ": " + String.join("; ", strange), null);
    }
  }

  /// Brings its tables up to date and changes it.
  void change(TransactionStep step) {
    try {
      Migrations.run(handle);
      handle.useTransaction(step::run);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      throw SqliteErrors.explained("write " + path, e);
    }
  }

  /// A number that is another one whenever something was committed since it was asked for last.
  public int version() {
    return read(h -> h.createQuery("PRAGMA data_version").mapTo(Integer.class).one());
  }

  /// Lets what runs here fail once `stop` says yes, which is asked some hundred times a second.
  void stopWhen(BooleanSupplier stop) {
    try {
      ProgressHandler.setHandler(
          handle.getConnection(),
          STEPS_BETWEEN_LOOKS,
          new ProgressHandler() {
            @Override
            protected int progress() {
              return stop.getAsBoolean() ? 1 : 0;
            }
          });
      stoppable = true;
    } catch (SQLException e) {
      throw SqliteErrors.explained("read " + path, e);
    }
  }

  /// Writes everything that is committed now into one file, without a log and without what was
  /// deleted. One snapshot: a server may go on writing, and only its log cannot be emptied
  /// meanwhile.
  ///
  /// @param empty an empty file, which keeps its permissions
  /// @param stop fails the copy once it says yes
  void copyTo(Path empty, BooleanSupplier stop) {
    stopWhen(stop);
    try {
      handle.execute("VACUUM INTO ?", empty.toAbsolutePath().toString());
    } catch (RuntimeException e) {
      throw SqliteErrors.explained("copy " + path, e);
    }
  }

  @Override
  public void close() {
    try (handle) {
      if (stoppable) {
        ProgressHandler.clearHandler(handle.getConnection());
      }
    } catch (SQLException e) {
      throw SqliteErrors.explained("close " + path, e);
    }
  }

  private static StorageException unusable(String message, Throwable cause) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, cause);
  }
}
