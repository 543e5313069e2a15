package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What of a conversation is brought to somebody's notice.
public enum Level {
  /// Everything in small conversations, mentions in large ones: what everybody begins with.
  @JsonProperty("auto")
  AUTO,
  /// Everything.
  @JsonProperty("all")
  ALL,
  /// What mentions one.
  @JsonProperty("mentions")
  MENTIONS,
  /// Nothing: it is muted.
  @JsonProperty("nothing")
  NOTHING;

  /// In conversations of more people than that, `AUTO` is as `MENTIONS`.
  public static final int AUTO_PEOPLE = 20;
}
