package chatter.server.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// A connection of one's own that only reads, for who reads much and must not take it from others.
/// For one thread.
public final class SnapshotReader implements AutoCloseable {
  private final Handle handle;

  public SnapshotReader(Handle handle) {
    this.handle = handle;
  }

  /// Runs a query in one snapshot. Must not take long: the write-ahead log grows meanwhile.
  public <T> T read(Function<Handle, T> query) {
    return handle.inTransaction(query::apply);
  }

  @Override
  public void close() {
    handle.close();
  }
}
