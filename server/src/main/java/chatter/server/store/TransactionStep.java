package chatter.server.store;

import org.jdbi.v3.core.Handle;

/// Something to do in another feature's transaction, so that both happen or neither: a new password
/// ends the other logins or does not count.
@FunctionalInterface
public interface TransactionStep {
  /// Does nothing.
  TransactionStep NOTHING = handle -> {};

  /// Runs inside the transaction; what it throws undoes all of it. It may run twice, see
  /// `Database.write`.
  ///
  /// @param handle the transaction
  void run(Handle handle);
}
