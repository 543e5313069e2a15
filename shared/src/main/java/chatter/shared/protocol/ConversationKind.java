package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What sort of conversation it is.
public enum ConversationKind {
  /// Many people, with a title.
  @JsonProperty("room")
  ROOM,
  /// Two people, titled by the other one.
  @JsonProperty("direct")
  DIRECT
}
