package chatter.server.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Reads of one who reads much. For one thread.
public interface SnapshotReader extends AutoCloseable {
  /// Runs a query in one snapshot. Must not take long.
  <T> T read(Function<Handle, T> query);

  @Override
  void close();
}
