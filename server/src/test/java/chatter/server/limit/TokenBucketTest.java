package chatter.server.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Counting actions.
final class TokenBucketTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void burstIsLetThroughAndThenTheRate() {
    TokenBucket bucket = new TokenBucket(2, 3, 0);
    for (int i = 0; i < 3; i++) {
      assertEquals(0, bucket.take(0));
    }
    assertEquals(500, bucket.take(0));
    assertEquals(250, bucket.take(SECOND / 4));
    assertEquals(0, bucket.take(SECOND / 2));
    assertEquals(500, bucket.take(SECOND / 2));
  }

  @Test
  void refusalCostsNothing() {
    TokenBucket bucket = new TokenBucket(1, 1, 0);
    assertEquals(0, bucket.take(0));
    for (int i = 0; i < 100; i++) {
      assertEquals(1_000, bucket.take(0));
    }
    assertEquals(0, bucket.take(SECOND));
  }

  @Test
  void neverFillsBeyondTheBurst() {
    TokenBucket bucket = new TokenBucket(10, 2, 0);
    assertEquals(0, bucket.take(1_000 * SECOND));
    assertEquals(0, bucket.take(1_000 * SECOND));
    assertEquals(100, bucket.take(1_000 * SECOND));
  }

  @Test
  void rateOrBurstOfNothingIsNoLimit() {
    TokenBucket noRate = new TokenBucket(0, 1, 0);
    TokenBucket noBurst = new TokenBucket(1, 0, 0);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(0, noRate.take(0));
      assertEquals(0, noBurst.take(0));
    }
  }

  @Test
  void worksOnAnyMonotonicClock() {
    long start = Long.MAX_VALUE - SECOND / 2;
    TokenBucket bucket = new TokenBucket(1, 1, start);
    assertEquals(0, bucket.take(start));
    assertEquals(0, bucket.take(start + SECOND), "the clock has wrapped around");
  }

  @Test
  void clockThatSeemsToGoBackGivesNothing() {
    TokenBucket bucket = new TokenBucket(1, 1, 10 * SECOND);
    assertEquals(0, bucket.take(10 * SECOND));
    assertEquals(1_000, bucket.take(9 * SECOND));
    assertFalse(bucket.full(10 * SECOND));
    assertTrue(bucket.full(11 * SECOND));
  }

  @Test
  void eachKeyIsLimitedByItself() {
    AtomicLong now = new AtomicLong();
    RateLimiter<String> limiter = new RateLimiter<>(1, 1, now::get);
    assertEquals(0, limiter.take("alice"));
    assertEquals(1_000, limiter.take("alice"));
    assertEquals(0, limiter.take("bob"));
    limiter.giveBack("bob");
    assertEquals(0, limiter.take("bob"));
    assertEquals(1_000, limiter.take("bob"));
  }

  @Test
  void keysThatAreQuietAreForgottenWithoutBeingFavoured() {
    AtomicLong now = new AtomicLong();
    RateLimiter<Integer> limiter = new RateLimiter<>(1, 1, now::get);
    for (int key = 0; key < 5_000; key++) {
      assertEquals(0, limiter.take(key));
    }
    assertEquals(1_000, limiter.take(0), "one that acted just now is remembered");
    now.addAndGet(SECOND);
    for (int key = 5_000; key < 30_000; key++) {
      assertEquals(0, limiter.take(key));
    }
    assertEquals(0, limiter.take(0));
  }
}
