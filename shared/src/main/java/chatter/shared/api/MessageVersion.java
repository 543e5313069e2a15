package chatter.shared.api;

import java.time.Instant;
import java.util.Objects;

/// What a message said.
///
/// @param body the text
/// @param at since when
public record MessageVersion(String body, Instant at) {
  public MessageVersion {
    Objects.requireNonNull(body, "body is missing");
    Objects.requireNonNull(at, "at is missing");
  }
}
