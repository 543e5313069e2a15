package chatter.client.chat;

import chatter.shared.protocol.ConversationInfo;
import java.util.List;

/// Keeps what is known of the conversations where it outlives the program, so that they are listed
/// before the server answers. JavaFX application thread only.
@FunctionalInterface
public interface ConversationKeeper {
  /// Keeps this instead of what was kept before.
  ///
  /// @param conversations all of them, as far as they are
  /// @param shown the one that is being shown; 0 for none
  void keep(List<ConversationInfo> conversations, long shown);
}
