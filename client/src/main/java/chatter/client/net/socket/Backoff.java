package chatter.client.net.socket;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: up to 0.5 s, doubling to 30 s, at random from zero, so
/// that a thousand clients of a restarted server do not come back in one moment. Not for several
/// threads.
public final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final RandomGenerator random;
  private Duration ceiling = FIRST;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// The wait before the next try; the one after may be twice as long.
  public Duration next() {
    Duration wait = Duration.ofMillis(random.nextLong(ceiling.toMillis() + 1));
    Duration doubled = ceiling.multipliedBy(2);
    ceiling = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return wait;
  }

  /// Starts over, after a try that worked.
  public void reset() {
    ceiling = FIRST;
  }
}
