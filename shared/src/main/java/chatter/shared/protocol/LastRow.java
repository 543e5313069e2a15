package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/// The newest row of a conversation's history, for a list of conversations.
///
/// @param seq its place in the log
/// @param name of who did it
/// @param text the message on one line, names for mentions, at most `Limits.PREVIEW_CODE_POINTS`;
///   empty unless it is a message
/// @param at when
/// @param kind what it is
public record LastRow(long seq, String name, String text, Instant at, Kind kind) {
  /// What a row of history is.
  public enum Kind {
    /// A message.
    @JsonProperty("message")
    MESSAGE,
    /// A message that was deleted.
    @JsonProperty("deleted")
    DELETED,
    /// People came or went.
    @JsonProperty("members")
    MEMBERS,
    /// The room's title, topic or the like changed.
    @JsonProperty("change")
    CHANGE
  }

  public LastRow {
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(text, "text is missing");
    Objects.requireNonNull(at, "at is missing");
    Objects.requireNonNull(kind, "kind is missing");
  }
}
