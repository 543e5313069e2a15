package chatter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.web.server.Condition.NotReady;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// When a balancer is told to send new people here.
final class ReadinessTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean serves = true;
  private volatile boolean writes = true;
  private volatile Runnable read = () -> {};
  private final Readiness readiness =
      new Readiness(
          () -> serves,
          patience -> writes,
          () -> {
            looks.incrementAndGet();
            read.run();
          },
          now::get);

  @Test
  void databaseThatAnswersIsLookedAtOnceASecondWhoeverAsks() {
    for (int i = 0; i < 20; i++) {
      assertEquals(Optional.empty(), readiness.trouble());
    }
    assertEquals(1, looks.get());
    pass(6);
    assertEquals(Optional.empty(), readiness.trouble());
    assertEquals(2, looks.get());
  }

  @Test
  void databaseThatIsAwayIsMissedAfterFiveSecondsAndWelcomeAtOnce() {
    assertEquals(Optional.empty(), readiness.trouble());
    read =
        () -> {
          throw new IllegalStateException("planted");
        };
    pass(4);
    assertEquals(Optional.empty(), readiness.trouble());
    pass(2);
    assertEquals(Optional.of(NotReady.DATABASE), readiness.trouble());
    read = () -> {};
    pass(2);
    assertEquals(Optional.empty(), readiness.trouble());
  }

  @Test
  void databaseThatHangsHoldsOneThread() {
    CountDownLatch answer = new CountDownLatch(1);
    read =
        () -> {
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    assertEquals(Optional.of(NotReady.DATABASE), readiness.trouble());
    pass(2);
    assertEquals(Optional.of(NotReady.DATABASE), readiness.trouble());
    assertEquals(1, looks.get());
    answer.countDown();
  }

  @Test
  void whatIsNotStoredOrNotServedIsNoPlaceForNewPeople() {
    writes = false;
    assertEquals(Optional.of(NotReady.DATABASE), readiness.trouble());
    serves = false;
    assertEquals(Optional.of(NotReady.FAILING), readiness.trouble());
    readiness.leave();
    assertEquals(Optional.of(NotReady.DRAINING), readiness.trouble());
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
