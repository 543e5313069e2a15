package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What sort of conversation it is.
public enum ConversationKind {
  /// Many people, with a title.
  @JsonProperty("room")
  ROOM,
  /// Two to twelve people, fixed for ever; with oneself alone it is for notes.
  @JsonProperty("direct")
  DIRECT
}
