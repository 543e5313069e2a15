package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.realtime.SendQueue.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What may wait to be read: for one connection, for all of an account, and for everybody.
final class ConnectionMemoryTest {
  private static final int FRAME = 10_000;
  private static final long MOST = 1_000_000;

  private final ConnectionMemory waiting = new ConnectionMemory(MOST);

  @Test
  void oneAccountHasNoMoreThanItsPartHoweverManyConnectionsItHas() {
    List<SendQueue> backlogs = fill(1, 1, 100);
    long frames = backlogs.stream().mapToLong(SendQueue::frames).sum();
    // Each may have one frame when nothing waits for it.
    assertTrue(frames * FRAME <= MOST / 4 + 100 * FRAME, frames + " frames");
  }

  @Test
  void whoeverComesLastFindsRoomHoweverMuchOthersLetWait() {
    fill(1, 50, 10);
    SendQueue newcomer = sendQueue(999);
    assertEquals(Verdict.SEND, newcomer.add(FRAME, false));
    newcomer.left(FRAME);
    assertEquals(Verdict.SEND, newcomer.add(FRAME, false));
  }

  @Test
  void whatHasLeftMakesRoomAgain() {
    for (SendQueue sendQueue : fill(1, 50, 10)) {
      drain(sendQueue);
    }
    assertEquals(MOST, waiting.room());
  }

  private List<SendQueue> fill(int from, int accounts, int connections) {
    List<SendQueue> all = new ArrayList<>();
    for (int account = from; account < from + accounts; account++) {
      for (int i = 0; i < connections; i++) {
        SendQueue sendQueue = sendQueue(account);
        while (sendQueue.add(FRAME, false) == Verdict.SEND) {
          // Until it has enough.
        }
        all.add(sendQueue);
      }
    }
    return all;
  }

  private static void drain(SendQueue sendQueue) {
    while (sendQueue.frames() > 0) {
      sendQueue.left(FRAME);
    }
  }

  private SendQueue sendQueue(long account) {
    return new SendQueue(
        new Connection.QueueBound(512, 1 << 20, 100, 1 << 20), waiting.of(account), 0);
  }
}
