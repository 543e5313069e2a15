package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// How many connections may be on their way at once.
final class OpeningGateTest {
  private final OpeningGate gate = new OpeningGate(2, 1);

  @Test
  void whoWentOnWithoutWaitingLeavesNoMorePlacesThanThereWere() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      gate.enter();
    }
    for (int i = 0; i < 5; i++) {
      gate.opened();
    }
    assertEquals(2, gate.free());
  }

  @Test
  void whatFailsBeforeItIsOpenTakesAPlaceOnlyUntilTheNextThatWaitedInVain()
      throws InterruptedException {
    gate.enter();
    gate.enter();
    // Both failed.
    gate.enter();
    gate.opened();
    assertEquals(1, gate.free());
  }
}
