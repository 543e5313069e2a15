package chatter.server.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// One token bucket per key, e.g. per account or per address. Buckets that are full again are
/// forgotten, so memory is bounded by those who acted lately. Safe for any thread.
///
/// @param <K> what is limited
public final class RateLimiter<K> {
  private static final int SWEEP_AT = 1_024;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;
  private final Map<K, TokenBucket> buckets = new HashMap<>();
  private int sweepAt = SWEEP_AT;

  /// @param perSecond actions per second and key; 0 means no limit
  /// @param burst actions at once; 0 means no limit
  /// @param nanoTime a monotonic clock, `System::nanoTime` outside tests
  public RateLimiter(double perSecond, double burst, LongSupplier nanoTime) {
    this.perSecond = burst <= 0 ? 0 : perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
  }

  /// Counts one action.
  ///
  /// @return 0 if it is allowed, otherwise after how many milliseconds it would be
  public long take(K key) {
    if (perSecond <= 0) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    synchronized (buckets) {
      if (buckets.size() >= sweepAt) {
        buckets.values().removeIf(bucket -> bucket.full(now));
        sweepAt = Math.max(SWEEP_AT, buckets.size() * 2);
      }
      return buckets.computeIfAbsent(key, k -> new TokenBucket(perSecond, burst, now)).take(now);
    }
  }

  /// Takes back the last action of that key: it turned out to be one that is not counted.
  public void giveBack(K key) {
    synchronized (buckets) {
      TokenBucket bucket = buckets.get(key);
      if (bucket != null) {
        bucket.giveBack();
      }
    }
  }
}
