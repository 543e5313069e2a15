package chatter.server.realtime.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Who is late, and who only waits for the server.
class RequestTimerTest {
  private static final RequestTimer.Pace PACE =
      new RequestTimer.Pace(TimeUnit.SECONDS.toNanos(30), 1_000);

  private final RequestTimer request = new RequestTimer(at(0), "stranger");

  @Test
  void headersHaveTheirTimeHoweverManyBytesCome() {
    assertFalse(request.late(at(30), PACE));
    assertTrue(request.late(at(31), PACE));
  }

  @Test
  void whatTheServerWorksOnIsNeverLate() {
    request.headersArrived("somebody");

    assertFalse(request.late(at(100_000), PACE));
    assertTrue(request.working());
    assertEquals("somebody", request.address());
  }

  @Test
  void aBodyEarnsTimeByItsBytesButNotForEver() {
    request.headersArrived("somebody");
    request.awaitBody(at(5), () -> {});
    assertFalse(request.late(at(35), PACE));
    assertTrue(request.late(at(36), PACE));

    request.received(10_000);
    assertFalse(request.late(at(45), PACE));
    assertTrue(request.late(at(46), PACE));

    request.received(100_000_000);
    assertFalse(request.late(at(600), PACE));
    assertTrue(request.late(at(601), PACE));

    request.bodyArrived();
    assertFalse(request.late(at(601), PACE));
  }

  @Test
  void anAnswerEarnsTimeByWhatIsReadOfIt() {
    request.headersArrived("somebody");
    request.written(at(1), 500, true);
    assertTrue(request.working());

    request.written(at(2), 1_000, false);
    assertFalse(request.working());
    assertFalse(request.late(at(33), PACE));
    assertTrue(request.late(at(34), PACE));

    request.written(at(34), 1_000, false);
    assertFalse(request.late(at(34), PACE));

    request.written(at(35), 1_000, true);
    assertFalse(request.late(at(100_000), PACE));
  }

  @Test
  void aBodyIsRefusedOnceAndOnlyWhileItIsAwaited() {
    AtomicInteger refused = new AtomicInteger();
    request.headersArrived("somebody");
    assertFalse(request.refuse());

    request.awaitBody(at(0), refused::incrementAndGet);
    assertTrue(request.refuse());
    assertFalse(request.refuse());

    assertEquals(1, refused.get());
  }

  @Test
  void aLimitOfZeroIsNone() {
    assertFalse(request.late(at(100_000), new RequestTimer.Pace(0, 1_000)));
  }

  private static long at(long second) {
    return TimeUnit.SECONDS.toNanos(second);
  }
}
