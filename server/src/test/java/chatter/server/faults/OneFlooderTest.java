package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.figures.Figures;
import chatter.shared.protocol.RejectCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One client that says far more than it may, again and again.
@Tag("faults")
final class OneFlooderTest {
  private static final int FRAMES_PER_SECOND = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Between two percentiles of a busy machine, so that only a neighbour who is really hurt fails,
  /// and only where the run is long enough to tell.
  private static final Duration CEILING = Duration.ofMillis(500);

  private final int millis = Form.of(2_000, 15_000);

  @TempDir private Path folder;

  @Test
  void whoFloodsIsRefusedThenClosedAndNobodyElseNotices() {
    int people = Form.of(50, 200);
    try (ServerProcess process =
            ServerProcess.start(
                Map.of(),
                List.of(),
                "--port=0",
                "--data=" + folder,
                "--bcrypt-cost=4",
                "--limit=registrations-per-minute=0");
        Crowd crowd = new Crowd(process::port)) {
      List<Member> members = Load.people(process, people + 1).stream().map(crowd::join).toList();
      crowd.awaitLive(PATIENCE);
      List<Member> others = members.subList(0, people);
      Member flooder = members.getLast();
      crowd.act(() -> flooder.measured = false);
      // Everybody's code is warm before the first run, or it would be the slower one.
      p99(crowd, others);
      Duration before = p99(crowd, others);
      Duration during;
      AtomicBoolean enough = new AtomicBoolean();
      Thread flood = Thread.ofVirtual().start(() -> flood(crowd, flooder, enough));
      during = p99(crowd, others);
      enough.set(true);
      join(flood);

      int refused = crowd.ask(() -> flooder.rejected.getOrDefault(RejectCode.RATE_LIMITED, 0));
      List<Integer> codes = crowd.ask(() -> List.copyOf(flooder.closeCodes));
      long closed = codes.stream().filter(code -> code == 4003).count();
      Duration slower = during.minus(before);
      Figures.record(
          "one client at 1,000 frames/s",
          "rate_limited, then 4003; others' p99 within 20 ms",
          refused
              + " rate_limited, "
              + closed
              + " times 4003; others' p99 "
              + Latencies.millis(during)
              + ", without it "
              + Latencies.millis(before),
          refused > 0 && closed > 0 && slower.toMillis() <= 20);
      assertTrue(refused > 0, "nothing was refused");
      assertTrue(closed > 0, codes::toString);
      others.forEach(other -> {
        assertEquals(Map.of(), crowd.ask(() -> Map.copyOf(other.rejected)));
        assertEquals(List.of(), crowd.ask(() -> List.copyOf(other.closeCodes)));
        assertEquals(List.of(), crowd.ask(() -> List.copyOf(other.refusals)));
      });
      long last = crowd.newest();
      crowd.awaitAll(m -> m == flooder || m.cursor >= last, PATIENCE);
      assertEquals(0, crowd.sum(m -> m.holes), "holes");
      assertTrue(
          !Form.isFull() || slower.compareTo(CEILING) < 0, () -> before + " became " + during);
    }
  }

  private Duration p99(Crowd crowd, List<Member> others) {
    crowd.latencies();
    Load.talk(crowd, others.subList(0, 20), 20, millis, "hello");
    return crowd.latencies().percentile(99);
  }

  /// Who does not even wait before it comes back.
  private static void flood(Crowd crowd, Member flooder, AtomicBoolean enough) {
    long begin = System.nanoTime();
    long said = 0;
    while (!enough.get()) {
      long due = (System.nanoTime() - begin) * FRAMES_PER_SECOND / 1_000_000_000;
      int frames = (int) (due - said);
      said = due;
      crowd.act(() -> {
        flooder.retryAtNanos = System.nanoTime();
        for (int i = 0; i < frames; i++) {
          flooder.say(
              "{\"type\":\"setTyping\",\"id\":" + i + ",\"conversation\":1,\"typing\":true}");
        }
      });
      Crowd.pause(10);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
