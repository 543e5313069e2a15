package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who can find a room.
public enum Visibility {
  /// Everybody in this chat finds and joins it.
  @JsonProperty("open")
  OPEN,
  /// Only its members know that it exists.
  @JsonProperty("private")
  PRIVATE
}
