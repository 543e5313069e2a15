package chatter.server.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Where everything is stored: one thread that writes, a few connections that only read. Knows no
/// table of any feature. Safe for any thread.
public interface Database extends AutoCloseable {
  /// Random, stored in the database, and changed when a backup is restored.
  String epoch();

  /// Whether other servers write to it at the same time.
  default boolean isShared() {
    return false;
  }

  /// Sets what runs on the writer's thread after each committed group, when all its tasks were told
  /// and before their futures complete. Set once, before anything is written.
  void afterGroup(Runnable action);

  /// Sets what is told if the thread that writes cannot go on. Set once, before anything is
  /// written.
  void whenBroken(Consumer<Throwable> action);

  /// Whether the thread that writes is there, and has not been at the same group for longer than
  /// that, as on a disk that stands still, nor without a connection. Costs nothing.
  boolean writes(Duration patience);

  /// What it counts of itself.
  StoreMetrics metrics();

  /// Runs a query on a connection that can only read, on the caller's thread, in one snapshot.
  ///
  /// @throws StorageException `BUSY` if no connection came free for a long time
  <T> T read(Function<Handle, T> query);

  /// Runs what reads more than once: all that `read` is asked for meanwhile on this thread is of
  /// one snapshot, and takes one transaction.
  ///
  /// @throws StorageException as `read` does
  <T> T snapshot(Supplier<T> reads);

  /// Reads for who reads much and must not take from others what `read` lends; the caller's to
  /// close, before this.
  SnapshotReader reader();

  /// Queues a change for the writer. The future completes, on the writer's thread, after the commit
  /// reached the disk, so what hangs on it must be short. What the work throws undoes only its own
  /// change and completes the future with that exception; a `StorageException` says that the disk
  /// failed.
  ///
  /// @param work may run twice, if a change beside it has to be undone: it changes nothing but
  ///   through its handle
  default <T> CompletableFuture<T> write(Function<Handle, T> work) {
    return write(work, done -> {});
  }

  /// The same with something that must happen in commit order. An action hung on the future may run
  /// later and on another thread, because the commit may be faster than its caller.
  ///
  /// @param committed runs on the writer's thread after the commit and before the future completes,
  ///   for each task in commit order; must be short
  <T> CompletableFuture<T> write(Function<Handle, T> work, Consumer<? super T> committed);

  /// The same for what is about one conversation and one account. Where several servers write, what
  /// is about others need not wait for it; where only one does, it makes no difference.
  default <T> CompletableFuture<T> writeIn(
      Scope scope, Function<Handle, T> work, Consumer<? super T> committed) {
    return write(work, committed);
  }

  /// The same for a caller that has nothing better to do than to wait. Never call it on the
  /// writer's thread, nor on one that serves sockets.
  ///
  /// @throws StorageException if the disk failed; what the work throws comes as it is
  default <T> T writeAndWait(Function<Handle, T> work) {
    return writeAndWait(work, done -> {});
  }

  /// The same with something that must happen in commit order; see `write`.
  ///
  /// @throws StorageException if the disk failed; what the work throws comes as it is
  default <T> T writeAndWait(Function<Handle, T> work, Consumer<? super T> committed) {
    try {
      return write(work, committed).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /// Writes what waits, then closes everything. Tasks queued later fail.
  @Override
  void close();
}
