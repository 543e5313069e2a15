package chatter.server.store;

import org.jdbi.v3.core.Handle;

/// Something to do in the same transaction when a row was added, so that one feature can follow
/// another's rows without either knowing the other: a new account becomes a member of the Lobby or
/// does not exist at all.
@FunctionalInterface
public interface InsertHook {
  /// Runs inside the transaction; what it throws undoes the row as well.
  ///
  /// @param handle the transaction
  /// @param id the new row's id
  void added(Handle handle, long id);
}
