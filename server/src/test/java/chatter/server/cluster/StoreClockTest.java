package chatter.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.PinnedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// One time for all servers, whatever their own clocks say.
final class StoreClockTest {
  private static final Instant THERE = Instant.parse("2026-12-01T09:00:00Z");

  private final PinnedClock own = new PinnedClock();
  private final StoreClock clock = new StoreClock(own);

  @Test
  void goesOnFromWhatWasTold() {
    clock.compare(() -> THERE);
    assertEquals(THERE, clock.instant());
    own.forward(Duration.ofMinutes(5));
    assertEquals(THERE.plus(Duration.ofMinutes(5)), clock.instant());
  }

  @Test
  void answerIsTakenForTheMiddleOfItsTime() {
    clock.compare(() -> {
      own.forward(Duration.ofMillis(100));
      return THERE;
    });
    assertEquals(THERE.plusMillis(50), clock.instant());
  }

  @Test
  void slowAnswerAndOwnClockThatWasSetBackSayNothing() {
    clock.compare(() -> THERE);
    clock.compare(() -> {
      own.forward(Duration.ofSeconds(1));
      return THERE.plusSeconds(100);
    });
    assertEquals(THERE.plusSeconds(1), clock.instant());
    clock.compare(() -> {
      own.forward(Duration.ofSeconds(-30));
      return THERE.plusSeconds(100);
    });
    assertEquals(THERE.plusSeconds(-29), clock.instant());
    clock.compare(() -> THERE.plusSeconds(2));
    assertEquals(THERE.plusSeconds(2), clock.instant());
  }
}
