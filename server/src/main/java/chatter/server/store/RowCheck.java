package chatter.server.store;

import org.jdbi.v3.core.Handle;

/// What a feature knows must be true of its rows, and what it can count of them.
@FunctionalInterface
public interface RowCheck {
  /// Looks, and changes nothing.
  ///
  /// @param handle one snapshot
  /// @param findings gets what was found
  void look(Handle handle, Findings findings);
}
