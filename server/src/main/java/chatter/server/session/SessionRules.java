package chatter.server.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// How long a login lasts.
///
/// @param idle without being used
/// @param absolute in all
/// @param grace after its last connection closed; null if a closed connection ends no login
public record SessionRules(Duration idle, Duration absolute, Duration grace) {
  public SessionRules {
    Objects.requireNonNull(idle, "idle is missing");
    Objects.requireNonNull(absolute, "absolute is missing");
    if (grace != null && grace.isNegative()) {
      throw new IllegalArgumentException("the grace is 0 or more, not " + grace);
    }
  }

  /// 14 days without use, 90 days in all, and that grace or null.
  public static SessionRules standard(Duration grace) {
    return new SessionRules(Duration.ofDays(14), Duration.ofDays(90), grace);
  }

  /// When a login ends that is used now for the last time.
  Instant expiry(Instant createdAt, Instant now) {
    Instant whenIdle = now.plus(idle);
    Instant atLast = createdAt.plus(absolute);
    return whenIdle.isBefore(atLast) ? whenIdle : atLast;
  }
}
