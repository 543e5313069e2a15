package chatter.server.store;

import java.util.Set;
import org.jdbi.v3.core.Handle;

/// How a `Writer` makes its transactions in one kind of database. For its thread alone.
public interface Transactions {
  /// A connection to write with, after the one before failed.
  ///
  /// @throws RuntimeException if there is none; asked again for the next group
  Handle open();

  /// Begins a transaction.
  ///
  /// @param scopes what it is about; null if it may change anything
  void begin(Handle handle, Set<Scope> scopes);

  /// Whether what follows a commit is collected before it, since it is stored along with it: see
  /// `GroupFeed`.
  default boolean collects() {
    return false;
  }

  /// Returns when everything since `begin` is stored for good.
  void commit(Handle handle);

  /// Whether an error may have ended the whole transaction, and not only what its task did.
  boolean endsTransaction(Throwable error);

  /// What an error that ended a transaction is for those who wait.
  StorageException.Kind kind(Throwable error);

  /// Whether after this error in `commit` everything may be stored all the same.
  boolean leavesDoubt(Throwable error);

  /// Whether the transaction of the last `commit` is stored.
  ///
  /// @param handle another connection, made since
  boolean isStored(Handle handle);

  /// Nothing more is written, and all that was is told.
  ///
  /// @param handle the connection that was written with, which is closed next
  default void end(Handle handle) {
    // Most databases need not know.
  }

  /// Whether an error says that the connection is gone, and another may do.
  boolean isLost(Throwable error);

  /// Whether after this error nothing may be written any more until somebody has looked at the
  /// database, as when it is another one than before.
  boolean isOver(Throwable error);
}
