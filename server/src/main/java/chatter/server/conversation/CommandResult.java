package chatter.server.conversation;

import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.MessagePosted;

/// What became of a `sendMessage`.
public sealed interface PostResult {
  /// It is on disk.
  ///
  /// @param message as stored, with the sender's commandId
  /// @param duplicate whether an earlier try had stored it
  record Stored(MessagePosted message, boolean duplicate) implements PostResult {}

  /// It was refused, and nothing was changed.
  record Refused(RejectCode code, String reason) implements PostResult {}
}
