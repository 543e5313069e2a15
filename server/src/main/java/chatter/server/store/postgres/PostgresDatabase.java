package chatter.server.store.postgres;

import chatter.server.store.FolderLock;
import chatter.server.store.GroupFeed;
import chatter.server.store.Scope;
import chatter.server.store.SingleWriterDatabase;
import chatter.server.store.SnapshotReader;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMarker;
import chatter.server.store.TransactionStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/// A PostgreSQL database, of one server or of several: one connection of each that writes in
/// groups, as with a file, and a few that read. What is no row, as what people sent as files, stays
/// in the data folder. Safe for any thread.
public final class PostgresDatabase extends SingleWriterDatabase {
  /// Null where there is no data folder.
  private final FolderLock folder;

  private final PostgresConnections connections;
  private final PositionFile file;
  private final String chat;
  private final AtomicBoolean looking = new AtomicBoolean();

  /// Whether what was asked for at a moment is not to be done any more.
  private final LongPredicate stale;

  private final boolean shared;

  private PostgresDatabase(
      FolderLock folder,
      PostgresConnections connections,
      PositionFile file,
      Handle first,
      PostgresTransactions transactions) {
    super(first, transactions, transactions.epoch());
    this.folder = folder;
    this.connections = connections;
    this.file = file;
    this.chat = transactions.chat();
    this.stale = transactions::isStale;
    this.shared = transactions.isShared();
  }

  /// Opens a database, makes its tables if it has none or brings them up to date, and keeps every
  /// other server out of it.
  ///
  /// @param path the data folder, which is made if it is not there
  /// @param restored changes what came back from a backup, in the transaction that gives it another
  ///   epoch
  /// @throws StorageException `UNUSABLE`, with a message for whoever starts the server
  public static PostgresDatabase open(
      PostgresAddress address, Path path, TransactionStep restored) {
    return open(path, address, restored, (folder, expected) -> opened(address, folder, expected));
  }

  /// The same for one of several servers. Each has a data folder of its own.
  ///
  /// @param feed collects what is to be told of each transaction
  /// @throws StorageException `UNUSABLE`, with a message for whoever starts the server
  public static PostgresDatabase openShared(
      PostgresAddress address, Path path, TransactionStep restored, GroupFeed feed) {
    return openShared(
        address,
        path,
        restored,
        (connections, file, expected) ->
            new ClusterTransactions(connections, file, expected, feed));
  }

  /// @param how it writes
  static PostgresDatabase openShared(
      PostgresAddress address, Path path, TransactionStep restored, Sharing how) {
    return open(
        path,
        address,
        restored,
        (folder, expected) ->
            opened(address, folder, (connections, file) -> how.with(connections, file, expected)));
  }

  /// How one of several servers writes.
  @FunctionalInterface
  interface Sharing {
    /// @param expected what the database is to be
    ClusterTransactions with(PostgresConnections connections, PositionFile file, Expected expected);
  }

  private static PostgresDatabase open(
      Path path,
      PostgresAddress address,
      TransactionStep restored,
      BiFunction<FolderLock, Expected, PostgresDatabase> opening) {
    FolderLock folder = FolderLock.lock(path);
    try {
      Optional<StoreMarker.Marked> marked = StoreMarker.in(path);
      mustHaveNoFile(path, marked);
      PostgresDatabase database =
          opening.apply(folder, new Expected(marked, true, Optional.of(restored)));
      try {
        StoreMarker.settle(path, address.toString(), database.chat());
      } catch (RuntimeException e) {
        database.close();
        throw e;
      }
      return database;
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /// Opens the database of a chat that is there, and makes nothing.
  ///
  /// @param path its data folder
  /// @throws StorageException `UNUSABLE`, with a message for whoever asks for it
  public static PostgresDatabase openExisting(PostgresAddress address, Path path) {
    FolderLock folder = FolderLock.lock(path);
    try {
      Optional<StoreMarker.Marked> marked = StoreMarker.in(path);
      mustHaveNoFile(path, marked);
      return opened(address, folder, new Expected(marked, false, Optional.empty()));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /// Opens a database that a chat is to go to, without a data folder.
  ///
  /// @throws StorageException `UNUSABLE`, with a message for whoever starts it
  public static PostgresDatabase openToFill(PostgresAddress address) {
    return opened(address, null, new Expected(Optional.empty(), true, Optional.empty()));
  }

  /// Opens a database that a chat is to come from, whose data folder the caller has locked.
  ///
  /// @param marked what the folder says
  /// @throws StorageException `UNUSABLE`, with a message for whoever starts it
  public static PostgresDatabase openToTake(
      PostgresAddress address, Optional<StoreMarker.Marked> marked) {
    return opened(address, null, new Expected(marked, false, Optional.empty()));
  }

  private static PostgresDatabase opened(
      PostgresAddress address, FolderLock folder, Expected expected) {
    return opened(
        address, folder, (connections, file) -> new SoleTransactions(connections, file, expected));
  }

  /// @param folder null for none
  private static PostgresDatabase opened(
      PostgresAddress address,
      FolderLock folder,
      BiFunction<PostgresConnections, PositionFile, PostgresTransactions> how) {
    PostgresConnections connections = new PostgresConnections(address);
    PositionFile file = PositionFile.in(folder == null ? null : folder.path());
    try {
      file.read().ifPresent(last -> connections.notBefore(last.database()));
      PostgresTransactions transactions = how.apply(connections, file);
      Handle first = transactions.first();
      PostgresDatabase database =
          new PostgresDatabase(folder, connections, file, first, transactions);
      connections.whenElsewhere(database::lookAgain);
      database.writer().start();
      return database;
    } catch (RuntimeException e) {
      try (file) {
        connections.close();
      }
      throw e instanceof StorageException told && told.kind() == StorageException.Kind.UNUSABLE
          ? told
          : PostgresErrors.explained("open " + address, e);
    }
  }

  /// Has the connection that writes look where the database is: the others have come to another
  /// than that does.
  private void lookAgain() {
    if (looking.compareAndSet(false, true)) {
      var _ = write(handle -> null).whenComplete((done, failure) -> looking.set(false));
    }
  }

  /// What a database is to be.
  ///
  /// @param marked what the data folder says of it; empty if it says nothing
  /// @param makes whether tables are made where there are none
  /// @param restored changes what came back from a backup; empty if nobody does that here
  record Expected(
      Optional<StoreMarker.Marked> marked, boolean makes, Optional<TransactionStep> restored) {}

  /// Whoever comes from the file would else find an empty chat.
  private static void mustHaveNoFile(Path path, Optional<StoreMarker.Marked> marked) {
    if (Files.exists(StoreMarker.database(path))
        && !marked.map(StoreMarker.Marked::moving).orElse(false)) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "the data folder "
              + path
              + " has a chat in a database file already; start without --store, or choose another"
              + " folder with --data",
          null);
    }
  }

  /// Which database it is: the same wherever it is and however often it is restored.
  public String chat() {
    return chat;
  }

  @Override
  public boolean isShared() {
    return shared;
  }

  @Override
  public <T> CompletableFuture<T> writeIn(
      Scope scope, Function<Handle, T> work, Consumer<? super T> committed) {
    return super.writeIn(scope, unlessStale(work), committed);
  }

  @Override
  public <T> T writeAndWait(Function<Handle, T> work, Consumer<? super T> committed) {
    return super.writeAndWait(unlessStale(work), committed);
  }

  /// What somebody asked for, who may have asked another server since. Looked at in the
  /// transaction: if it stands still behind that, PostgreSQL ends it. What nobody waits for, and
  /// has no scope, is the server's own and is never left out.
  private <T> Function<Handle, T> unlessStale(Function<Handle, T> work) {
    long asked = System.nanoTime();
    return handle -> {
      if (stale.test(asked)) {
        throw new StorageException(
            StorageException.Kind.BUSY,
            "the server or the database stood still, and nothing was changed",
            null);
      }
      return work.apply(handle);
    };
  }

  /// A connection that broke is the pool's, which makes another; whoever asked asks again.
  @Override
  protected <T> T inTransaction(Function<Handle, T> query) {
    long begun = System.nanoTime();
    try (Handle handle = connections.reader()) {
      metrics().readerCame(System.nanoTime() - begun);
      return handle.inTransaction(query::apply);
    } catch (ConnectionException e) {
      throw away(e);
    } catch (RuntimeException e) {
      throw PostgresErrors.isLost(e) ? away(e) : e;
    }
  }

  /// Writes what has no place in the order of all else, as an index or a count of attempts: in a
  /// transaction of its own, on the caller's thread, beside the one that writes. Whoever does it
  /// must get along with others who do the same, on other servers too.
  ///
  /// @throws StorageException `BUSY` if the database does not answer
  public <T> T beside(Function<Handle, T> work) {
    try (Handle handle = connections.beside()) {
      return handle.inTransaction(work::apply);
    } catch (ConnectionException e) {
      throw away(e);
    } catch (RuntimeException e) {
      throw PostgresErrors.isLost(e) ? away(e) : e;
    }
  }

  private static StorageException away(RuntimeException cause) {
    return new StorageException(
        StorageException.Kind.BUSY, "the database does not answer, or too many are reading", cause);
  }

  @Override
  public SnapshotReader reader() {
    return new PoolReader(this);
  }

  /// Lets the numbers of new rows go on behind those that were put in with theirs.
  ///
  /// @param handle of a connection that writes
  public static void numbersGoOn(Handle handle, List<String> tables) {
    PostgresSchema.numbersGoOn(handle, tables);
  }

  @Override
  public void close() {
    try (folder;
        file;
        connections) {
      writer().close();
    }
  }

  /// There are enough connections for one more.
  private record PoolReader(PostgresDatabase database) implements SnapshotReader {
    @Override
    public <T> T read(Function<Handle, T> query) {
      return database.read(query);
    }

    @Override
    public void close() {
      // The pool's are not its own.
    }
  }
}
