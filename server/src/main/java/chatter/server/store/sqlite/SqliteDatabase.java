package chatter.server.store.sqlite;

import chatter.server.store.FolderLock;
import chatter.server.store.Jdbc;
import chatter.server.store.Ownership;
import chatter.server.store.SingleWriterDatabase;
import chatter.server.store.SnapshotReader;
import chatter.server.store.StorageException;
import chatter.server.store.Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The SQLite file: one thread that writes, a few connections that only read. Knows no table of any
/// feature. Safe for any thread.
public final class SqliteDatabase extends SingleWriterDatabase {
  private static final int READERS = 4;
  private static final long READER_WAIT_SECONDS = 10;

  private final DataFolder folder;
  private final Path file;
  private final Connections connections;

  /// Whoever reads takes the one that came back last: it still has in memory what is read now, and
  /// the others' memory stays small.
  private final BlockingDeque<Handle> readers = new LinkedBlockingDeque<>(READERS);

  private SqliteDatabase(DataFolder folder, Path file, Connections connections, Handle first) {
    super(
        first,
        new SqliteTransactions(connections),
        first.createQuery("SELECT value FROM meta WHERE key = 'epoch'").mapTo(String.class).one());
    this.folder = folder;
    this.file = file;
    this.connections = connections;
    openReaders(connections);
  }

  private void openReaders(Connections connections) {
    try {
      while (readers.remainingCapacity() > 0) {
        readers.add(connections.reader());
      }
    } catch (RuntimeException e) {
      readers.forEach(Handle::close);
      throw e;
    }
  }

  /// Opens the data folder, which is made if it is not there, and brings its tables up to date.
  ///
  /// @throws StorageException `UNUSABLE`, with a message for whoever starts the server
  public static SqliteDatabase open(Path path) {
    DataFolder folder = DataFolder.lock(path);
    try {
      // Before there is a file: an empty one would be in the way of the next start.
      SqliteLibrary.place(path.toAbsolutePath());
      Path file = folder.database();
      Connections connections = new Connections(file);
      Handle first = connections.writer();
      try {
        StartupCheck.at(first);
        EarlierDatabase.keep(file, first);
        Migrations.run(first);
        SqliteDatabase database = new SqliteDatabase(folder, file, connections, first);
        database.writer().start();
        return database;
      } catch (RuntimeException e) {
        first.close();
        throw e;
      }
    } catch (StorageException e) {
      folder.close();
      throw e;
    } catch (RuntimeException e) {
      folder.close();
      StorageException told = SqliteErrors.explained("open the database in " + path, e);
      throw SqliteErrors.isRefusal(e)
          ? Ownership.trouble(path, System.getProperty("user.name"))
              .map(whose -> new StorageException(told.kind(), told.getMessage() + ": " + whose, e))
              .orElse(told)
          : told;
    }
  }

  /// Removes a database that is worth nothing from a folder that nobody has locked; nothing if
  /// there is none.
  public static void forget(Path path) throws IOException {
    DataFolder.forget(DataFolder.database(path));
    FolderLock.forget(path);
  }

  @Override
  protected <T> T inTransaction(Function<Handle, T> query) {
    Handle handle = takeReader();
    try {
      return inTransaction(handle, query);
    } finally {
      readers.addFirst(handle);
    }
  }

  /// Without Jdbi's conveniences, which begin twice, and have SQLite read the words each time.
  private static <T> T inTransaction(Handle handle, Function<Handle, T> query) {
    try {
      // If one before could not be ended, this fails and ends it.
      Jdbc.execute(handle, "BEGIN");
      T result = query.apply(handle);
      Jdbc.execute(handle, "COMMIT");
      return result;
    } catch (RuntimeException | Error e) {
      try {
        Jdbc.execute(handle, "ROLLBACK");
      } catch (StorageException ended) {
        // SQLite ends a transaction by itself after some errors.
        e.addSuppressed(ended);
      }
      throw e;
    }
  }

  @Override
  public SnapshotReader reader() {
    return new FileReader(connections.reader());
  }

  /// Writes what waits, then closes everything. The writer's connection is the last, because it
  /// alone can move the log's content into the database file: after a clean end that one file is
  /// everything.
  @Override
  public void close() {
    try (folder) {
      try (Writer _ = writer()) {
        for (int i = 0; i < READERS; i++) {
          takeReader().close();
        }
      }
      EarlierDatabase.forget(file);
    }
  }

  private Handle takeReader() {
    long begun = System.nanoTime();
    try {
      Handle handle = readers.poll(READER_WAIT_SECONDS, TimeUnit.SECONDS);
      metrics().readerCame(System.nanoTime() - begun);
      if (handle != null) {
        return handle;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StorageException(StorageException.Kind.BUSY, "too many are reading", null);
  }

  /// A connection of its own to the file. The write-ahead log grows during each of its reads.
  private record FileReader(Handle handle) implements SnapshotReader {
    @Override
    public <T> T read(Function<Handle, T> query) {
      return handle.inTransaction(query::apply);
    }

    @Override
    public void close() {
      handle.close();
    }
  }
}
