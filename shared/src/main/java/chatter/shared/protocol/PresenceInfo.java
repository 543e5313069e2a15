package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/// Whether somebody is here.
///
/// @param id the account
/// @param name its display name
/// @param avatarUrl its picture's path, or null
/// @param state online or offline
/// @param lastSeen when the last connection ended; null while online or when never seen
public record PresenceInfo(
    long id,
    String name,
    @JsonInclude(JsonInclude.Include.ALWAYS) String avatarUrl,
    State state,
    @JsonInclude(JsonInclude.Include.ALWAYS) Instant lastSeen) {
  /// Here or not.
  public enum State {
    /// At least one connection, or one lost less than 15 s ago.
    @JsonProperty("online")
    ONLINE,
    /// None for at least 15 s.
    @JsonProperty("offline")
    OFFLINE
  }

  public PresenceInfo {
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(state, "state is missing");
  }
}
