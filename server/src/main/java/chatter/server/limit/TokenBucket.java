package chatter.server.limit;

/// A bucket that fills at a steady rate and from which every action takes one token. Not safe for
/// several threads: each belongs to one connection, or stands under its `RateLimiter`'s lock.
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double capacity;
  private double tokens;
  private long updatedNanos;

  /// @param perSecond how fast it fills; 0 means that it is never empty
  /// @param burst how many tokens fit; 0 means that it is never empty
  /// @param nowNanos a monotonic time in nanoseconds, as in all calls
  public TokenBucket(double perSecond, double burst, long nowNanos) {
    this.perSecond = burst <= 0 ? 0 : perSecond;
    this.capacity = Math.max(1, burst);
    this.tokens = capacity;
    this.updatedNanos = nowNanos;
  }

  /// How many tokens fit.
  public int capacity() {
    return (int) capacity;
  }

  /// Takes a token.
  ///
  /// @return 0 if there was one, otherwise how many milliseconds until there is one, at least 1
  public long take(long nowNanos) {
    if (perSecond <= 0) {
      return 0;
    }
    refill(nowNanos);
    if (tokens >= 1) {
      tokens -= 1;
      return 0;
    }
    return Math.max(1, (long) Math.ceil((1 - tokens) / perSecond * 1_000));
  }

  /// Puts back a token that was taken.
  void giveBack() {
    tokens = Math.min(capacity, tokens + 1);
  }

  /// Whether it is as full as it gets, so that forgetting it changes nothing.
  boolean full(long nowNanos) {
    refill(nowNanos);
    return tokens >= capacity;
  }

  private void refill(long nowNanos) {
    // A monotonic clock never goes back, but two threads may read it in another order than they get
    // the lock.
    long passed = nowNanos - updatedNanos;
    if (passed > 0) {
      tokens = Math.min(capacity, tokens + passed / NANOS_PER_SECOND * perSecond);
      updatedNanos = nowNanos;
    }
  }
}
