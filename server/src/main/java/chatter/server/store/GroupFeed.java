package chatter.server.store;

import java.util.Optional;
import java.util.function.Consumer;

/// Where all that is told of a transaction goes along with it, in a database that several servers
/// write to: the others read it there and tell it too, in the order of the commits. So what is told
/// is known before the commit, and told after it. The writer's thread only.
public interface GroupFeed {
  /// A transaction begins. What was collected for one that was never committed is forgotten.
  void begin();

  /// What was collected, to be stored with the transaction.
  ///
  /// @param mark by which the transaction is found again; no other of this process has it
  String toStore(String mark);

  /// Whether what was queued at a moment, on the system's monotonic clock, is not to be carried out
  /// any more, since whoever asked for it may have asked another server meanwhile.
  default boolean isStale(long queuedNanos) {
    return false;
  }

  /// The transaction is stored, and will be told in a moment.
  ///
  /// @param number its place among all transactions of all servers: dense, in the order in which
  ///   they were committed
  void stored(long number);

  /// Sets what runs before anything is told, of whichever server, with where that is; on any
  /// thread, must be short. Once, before anything is.
  void beforeTelling(Consumer<FeedPosition> action);

  /// Nothing that others stored is told from here on, until `follow`: it may be missing in the
  /// database that this server comes to.
  ///
  /// @return how far everything is told; empty before anything was
  Optional<FeedPosition> pause();

  /// From here on all that is stored in a database is told.
  ///
  /// @param place which it is; what was stored in another is not told
  /// @param number up to which it is known to have what was heard of in the one before
  void follow(String place, long number);
}
