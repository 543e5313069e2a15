package chatter.shared.api;

import chatter.shared.protocol.ConversationInfo;
import java.util.Objects;

/// Answer to the calls that make, find or change a conversation.
///
/// @param conversation as the caller sees it
public record ConversationResponse(ConversationInfo conversation) {
  public ConversationResponse {
    Objects.requireNonNull(conversation, "conversation is missing");
  }
}
