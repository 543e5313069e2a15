package chatter.server.store;

import org.jdbi.v3.core.Handle;

/// Something to do in the same transaction when a row was switched on or off, and something to tell
/// afterwards, so that one feature can follow another's rows without either knowing the other: when
/// a room's only host may not sign in any more, somebody else is host from that moment on.
@FunctionalInterface
public interface SwitchHook {
  /// Runs inside the transaction; what it throws undoes the switch as well.
  ///
  /// @param handle the transaction
  /// @param id of the row
  /// @param on what it is now
  /// @return tells of what was done; to be run on the writer's thread, after the commit and in its
  ///   order
  Runnable switched(Handle handle, long id, boolean on);
}
