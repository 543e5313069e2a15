package chatter.client.net.socket;

import java.time.Duration;
import java.time.Instant;

/// Notices, when looked at regularly, that the computer slept or the program stood still since the
/// last look. On the loop's thread only.
final class SleepDetector {
  /// How much later than expected is a sleep. A busy computer that is late by as much is taken for
  /// one that slept, which does no harm.
  private static final Duration SLEPT = Duration.ofSeconds(5);

  private final EventLoop loop;
  private Instant lastWall = Instant.MAX;
  private long lastSteady;

  SleepDetector(EventLoop loop) {
    this.loop = loop;
  }

  /// The first look.
  void begin() {
    lastWall = loop.now();
    lastSteady = loop.nanoTime();
  }

  /// The next look. The computer's clock shows a sleep everywhere, but may be set back meanwhile;
  /// the other one stands still in some sleeps, so the one that moved further counts.
  ///
  /// @param expected how long ago the last look should be
  boolean slept(Duration expected) {
    Duration wall = Duration.between(lastWall, loop.now());
    Duration steady = Duration.ofNanos(loop.nanoTime() - lastSteady);
    begin();
    Duration longer = wall.compareTo(steady) > 0 ? wall : steady;
    return longer.minus(expected).compareTo(SLEPT) > 0;
  }
}
