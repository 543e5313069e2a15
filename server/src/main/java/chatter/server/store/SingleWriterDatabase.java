package chatter.server.store;

import chatter.server.health.FatalErrors;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// What every database with a `Writer` does alike. How it is opened, read and closed is its own.
public abstract class SingleWriterDatabase implements Database {
  /// What the thread reads with that is in `snapshot`.
  private final ScopedValue<Handle> snapshot = ScopedValue.newInstance();

  private final Writer writer;
  private final String epoch;
  private volatile Runnable afterGroup = () -> {};
  private volatile Consumer<Throwable> broken = cause -> {};

  /// @param first the connection to write with, owned from here on
  /// @param transactions how it writes
  /// @param epoch the database's
  protected SingleWriterDatabase(Handle first, Transactions transactions, String epoch) {
    this.epoch = epoch;
    this.writer =
        new Writer(
            first,
            transactions,
            () -> afterGroup.run(),
            new FatalErrors(cause -> broken.accept(cause)));
  }

  /// Begins and ends with the database; what is closed around it is up to that.
  protected final Writer writer() {
    return writer;
  }

  /// Runs a query in a transaction of its own, on the caller's thread.
  ///
  /// @throws StorageException as `read` does
  protected abstract <T> T inTransaction(Function<Handle, T> query);

  @Override
  public final String epoch() {
    return epoch;
  }

  @Override
  public final void afterGroup(Runnable action) {
    this.afterGroup = action;
  }

  @Override
  public final void whenBroken(Consumer<Throwable> action) {
    this.broken = action;
  }

  @Override
  public final boolean writes(Duration patience) {
    return writer.works(patience.toNanos());
  }

  @Override
  public final StoreMetrics metrics() {
    return writer.metrics();
  }

  @Override
  public final <T> T read(Function<Handle, T> query) {
    return snapshot.isBound() ? query.apply(snapshot.get()) : inTransaction(query);
  }

  @Override
  public final <T> T snapshot(Supplier<T> reads) {
    return read(handle -> ScopedValue.where(snapshot, handle).call(reads::get));
  }

  @Override
  public final <T> CompletableFuture<T> write(
      Function<Handle, T> work, Consumer<? super T> committed) {
    return writer.submit(null, work, committed);
  }

  @Override
  public <T> CompletableFuture<T> writeIn(
      Scope scope, Function<Handle, T> work, Consumer<? super T> committed) {
    return writer.submit(scope, work, committed);
  }
}
