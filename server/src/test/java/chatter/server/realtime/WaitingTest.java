package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.realtime.Backlog.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What may wait to be read: for one connection, for all of an account, and for everybody.
final class WaitingTest {
  private static final int FRAME = 10_000;
  private static final long MOST = 1_000_000;

  private final Waiting waiting = new Waiting(MOST);

  @Test
  void oneAccountHasNoMoreThanItsPartHoweverManyConnectionsItHas() {
    List<Backlog> backlogs = fill(1, 1, 100);
    long frames = backlogs.stream().mapToLong(Backlog::frames).sum();
    // Each may have one frame when nothing waits for it.
    assertTrue(frames * FRAME <= MOST / 4 + 100 * FRAME, frames + " frames");
  }

  @Test
  void whoeverComesLastFindsRoomHoweverMuchOthersLetWait() {
    fill(1, 50, 10);
    Backlog newcomer = backlog(999);
    assertEquals(Verdict.SEND, newcomer.add(FRAME, false));
    newcomer.left(FRAME);
    assertEquals(Verdict.SEND, newcomer.add(FRAME, false));
  }

  @Test
  void whatHasLeftMakesRoomAgain() {
    for (Backlog backlog : fill(1, 50, 10)) {
      drain(backlog);
    }
    assertEquals(MOST, waiting.room());
  }

  private List<Backlog> fill(int from, int accounts, int connections) {
    List<Backlog> all = new ArrayList<>();
    for (int account = from; account < from + accounts; account++) {
      for (int i = 0; i < connections; i++) {
        Backlog backlog = backlog(account);
        while (backlog.add(FRAME, false) == Verdict.SEND) {
          // Until it has enough.
        }
        all.add(backlog);
      }
    }
    return all;
  }

  private static void drain(Backlog backlog) {
    while (backlog.frames() > 0) {
      backlog.left(FRAME);
    }
  }

  private Backlog backlog(long account) {
    return new Backlog(
        new Connection.QueueBound(512, 1 << 20, 100, 1 << 20), waiting.of(account), 0);
  }
}
