package chatter.server.store.sqlite;

import chatter.server.health.FatalErrors;
import chatter.server.store.DiskErrors;
import chatter.server.store.Jdbc;
import chatter.server.store.Ownership;
import chatter.server.store.SnapshotReader;
import chatter.server.store.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The SQLite file: one thread that writes, a few connections that only read. Knows no table of any
/// feature. Safe for any thread.
public final class Database implements AutoCloseable {
  private static final int READERS = 4;
  private static final long READER_WAIT_SECONDS = 10;

  private final DataFolder folder;
  private final Path file;
  private final Writer writer;
  private final Connections connections;

  /// Whoever reads takes the one that came back last: it still has in memory what is read now, and
  /// the others' memory stays small.
  private final BlockingDeque<Handle> readers = new LinkedBlockingDeque<>(READERS);

  /// What the thread reads with that is in `snapshot`.
  private final ScopedValue<Handle> snapshot = ScopedValue.newInstance();

  private final String epoch;
  private volatile Runnable afterGroup = () -> {};
  private volatile Consumer<Throwable> broken = cause -> {};

  private Database(DataFolder folder, Path file, Connections connections, Handle first) {
    this.folder = folder;
    this.file = file;
    this.connections = connections;
    this.epoch =
        first.createQuery("SELECT value FROM meta WHERE key = 'epoch'").mapTo(String.class).one();
    openReaders(connections);
    this.writer =
        new Writer(
            first,
            connections,
            () -> afterGroup.run(),
            new FatalErrors(cause -> broken.accept(cause)));
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
  public static Database open(Path path) {
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
        Database database = new Database(folder, file, connections, first);
        database.writer.start();
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
      StorageException told = DiskErrors.explained("open the database in " + path, e);
      throw DiskErrors.isRefusal(e)
          ? Ownership.trouble(path, System.getProperty("user.name"))
              .map(whose -> new StorageException(told.kind(), told.getMessage() + ": " + whose, e))
              .orElse(told)
          : told;
    }
  }

  /// Random, stored in the database, and changed when a backup is restored.
  public String epoch() {
    return epoch;
  }

  /// Sets what runs on the writer's thread after each committed group, when all its tasks were told
  /// and before their futures complete. Set once, before anything is written.
  public void afterGroup(Runnable action) {
    this.afterGroup = action;
  }

  /// Sets what is told if the thread that writes cannot go on. Set once, before anything is
  /// written.
  public void whenBroken(Consumer<Throwable> action) {
    this.broken = action;
  }

  /// Whether the thread that writes is there, and has not been at the same group for longer than
  /// that, as on a disk that stands still. Costs nothing.
  public boolean writes(Duration patience) {
    return writer.works(patience.toNanos());
  }

  /// Runs a query on a connection that can only read, on the caller's thread, in one snapshot.
  ///
  /// @throws StorageException `BUSY` if no connection came free for a long time
  public <T> T read(Function<Handle, T> query) {
    if (snapshot.isBound()) {
      return query.apply(snapshot.get());
    }
    Handle handle = takeReader();
    try {
      return inTransaction(handle, query);
    } finally {
      readers.addFirst(handle);
    }
  }

  /// Runs what reads more than once: all that `read` is asked for meanwhile on this thread is of
  /// one snapshot, and takes one transaction.
  ///
  /// @throws StorageException as `read` does
  public <T> T snapshot(Supplier<T> reads) {
    return read(handle -> ScopedValue.where(snapshot, handle).call(reads::get));
  }

  /// Without Jdbi's conveniences, which begin twice, and have SQLite read the words each time.
  private static <T> T inTransaction(Handle handle, Function<Handle, T> query) {
    Jdbc.execute(handle, "BEGIN");
    try {
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

  /// A connection for reading alone, beside those that `read` lends; the caller's to close, before
  /// this.
  public SnapshotReader reader() {
    return new SnapshotReader(connections.reader());
  }

  /// Queues a change for the writer. The future completes, on the writer's thread, after the commit
  /// reached the disk, so what hangs on it must be short. What the work throws undoes only its own
  /// change and completes the future with that exception; a `StorageException` says that the disk
  /// failed.
  ///
  /// @param work may run twice, if a change beside it has to be undone: it changes nothing but
  ///   through its handle
  public <T> CompletableFuture<T> write(Function<Handle, T> work) {
    return write(work, done -> {});
  }

  /// The same with something that must happen in commit order. An action hung on the future may run
  /// later and on another thread, because the commit may be faster than its caller.
  ///
  /// @param committed runs on the writer's thread after the commit and before the future completes,
  ///   for each task in commit order; must be short
  public <T> CompletableFuture<T> write(Function<Handle, T> work, Consumer<? super T> committed) {
    return writer.submit(work, committed);
  }

  /// The same for a caller that has nothing better to do than to wait. Never call it on the
  /// writer's thread, nor on one that serves sockets.
  ///
  /// @throws StorageException if the disk failed; what the work throws comes as it is
  public <T> T writeAndWait(Function<Handle, T> work) {
    return writeAndWait(work, done -> {});
  }

  /// The same with something that must happen in commit order; see `write`.
  ///
  /// @throws StorageException if the disk failed; what the work throws comes as it is
  public <T> T writeAndWait(Function<Handle, T> work, Consumer<? super T> committed) {
    try {
      return write(work, committed).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /// Writes what waits, then closes everything. Tasks queued later fail. The writer's connection is
  /// the last, because it alone can move the log's content into the database file: after a clean
  /// end that one file is everything.
  @Override
  public void close() {
    try (folder) {
      try (writer) {
        for (int i = 0; i < READERS; i++) {
          takeReader().close();
        }
      }
      EarlierDatabase.forget(file);
    }
  }

  private Handle takeReader() {
    try {
      Handle handle = readers.poll(READER_WAIT_SECONDS, TimeUnit.SECONDS);
      if (handle != null) {
        return handle;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StorageException(StorageException.Kind.BUSY, "too many are reading", null);
  }
}
