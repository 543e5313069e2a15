package chatter.server.realtime.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// How many connections may be on their way at once.
final class AcceptLimitTest {
  private final AcceptLimit gate = new AcceptLimit(2, 1);

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
