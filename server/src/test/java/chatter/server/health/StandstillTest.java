package chatter.server.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was sent to a process that stood still is told from what was sent afterwards.
final class StandstillTest {
  private long nanos = 5_000_000_000L;
  private long millis = 1_000_000L;
  private int woken;
  private final Standstill standstill = new Standstill(() -> nanos, () -> millis, () -> woken++);

  @BeforeEach
  void begin() {
    standstill.begin();
  }

  /// As a server takes its time to open a database.
  @Test
  void whatIsBeforeItBeginsIsNoStandstill() {
    Standstill later = new Standstill(() -> nanos, () -> millis, () -> woken++);
    long before = nanos;
    pass(10_000);
    assertFalse(later.isSince(before));
    later.begin();
    later.look();
    assertFalse(later.isSince(before));
    assertEquals(0, woken);
  }

  @Test
  void processThatGoesOnHasNotStoodStill() {
    for (int i = 0; i < 100; i++) {
      pass(2_900);
      standstill.look();
    }
    assertFalse(standstill.isSince(nanos - 200_000_000_000L));
    assertEquals(0, woken);
  }

  @Test
  void whatWasBeforeIsTold() {
    long before = nanos;
    long beforeMillis = millis;
    pass(3_100);
    assertTrue(standstill.isSince(before), "it has not looked yet");
    assertTrue(standstill.isSince(nanos), "nobody knows when that came");
    standstill.look();
    pass(1);
    assertTrue(standstill.isSince(before));
    assertTrue(standstill.isSinceMillis(beforeMillis));
    assertFalse(standstill.isSince(nanos));
    assertFalse(standstill.isSinceMillis(millis));
    assertEquals(1, woken);
  }

  /// The clock for waiting stops while it sleeps.
  @Test
  void sleepingComputerStandsStillToo() {
    long before = nanos;
    millis += 60_000;
    assertTrue(standstill.isSince(before));
    nanos += 1_000_000;
    standstill.look();
    nanos += 1_000_000;
    assertTrue(standstill.isSince(before));
    assertFalse(standstill.isSince(nanos));
    assertEquals(1, woken);
  }

  private void pass(long time) {
    millis += time;
    nanos += time * 1_000_000;
  }
}
