package chatter.client.copy;

import chatter.shared.protocol.ServerEvent;

/// What an entry of the log makes of the message that it changes; the rule that the screen keeps
/// too.
@FunctionalInterface
public interface RowFold {
  /// @param me whose copy it is
  /// @return the row as it is after the entry
  ServerEvent.Row apply(ServerEvent.Row row, ServerEvent.Entry change, long me);
}
