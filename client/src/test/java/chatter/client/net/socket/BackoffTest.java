package chatter.client.net.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  /// Always the longest wait allowed.
  private static final RandomGenerator HIGHEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void ceilingDoublesFromHalfASecondTo30() {
    Backoff backoff = new Backoff(HIGHEST);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      waits.add(backoff.next().toMillis());
    }
    assertEquals(
        List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L), waits);
  }

  @Test
  void resetStartsSmallAgain() {
    Backoff backoff = new Backoff(HIGHEST);
    backoff.next();
    backoff.next();
    backoff.reset();
    assertEquals(Duration.ofMillis(500), backoff.next());
  }

  @Test
  void waitsSpreadOverTheWholeRange() {
    SplittableRandom random = new SplittableRandom(7);
    long low = 0;
    for (int i = 0; i < 1_000; i++) {
      low += new Backoff(random).next().toMillis() < 250 ? 1 : 0;
    }
    assertTrue(low > 400 && low < 600, "below the half: " + low);
  }
}
