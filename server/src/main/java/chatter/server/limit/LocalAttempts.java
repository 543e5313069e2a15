package chatter.server.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Attempts as the only server of a chat counts them: in memory, and forgotten with it.
public final class LocalAttempts implements Attempts {
  private final LongSupplier nanoTime;
  private final Map<Rate, RateLimiter<String>> limiters = new ConcurrentHashMap<>();

  /// @param nanoTime a monotonic clock
  public LocalAttempts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public long take(Rate rate, String key) {
    return limiter(rate).take(key);
  }

  @Override
  public void giveBack(Rate rate, String key) {
    limiter(rate).giveBack(key);
  }

  private RateLimiter<String> limiter(Rate rate) {
    return limiters.computeIfAbsent(
        rate, _ -> new RateLimiter<>(rate.perSecond(), rate.burst(), nanoTime));
  }
}
