package chatter.server.store;

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
}
