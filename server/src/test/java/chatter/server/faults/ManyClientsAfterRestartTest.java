package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.ServerProcess;
import chatter.server.figures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everybody coming back at once.
@Tag("faults")
final class ManyClientsAfterRestartTest {
  private static final Duration GOAL = Duration.ofSeconds(15);

  /// Somebody may wait long by chance, for the protocol has them wait at random.
  private static final Duration CEILING = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void allAreLiveAgainSoonAfterTheServerWasKilledAndNobodyIsToldOfAnError() {
    int people = Form.of(100, 500);
    ServerProcess process = start(0);
    try (Crowd crowd = new Crowd(process::port)) {
      List<Member> members = Load.people(process, people).stream().map(crowd::join).toList();
      crowd.awaitLive(CEILING);
      Load.talk(crowd, members.subList(0, 20), 20, 1_000, "before");
      crowd.awaitSeq(20, CEILING);
      int port = process.port();

      long killed = System.nanoTime();
      process.kill();
      process = start(port);
      long listening = System.nanoTime();
      // Whoever is back writes, which the others must get when they come.
      Load.talk(crowd, members.subList(0, 20), 10, 2_000, "after");
      crowd.awaitLive(CEILING);
      long last = crowd.ask(() -> members.stream().mapToLong(m -> m.liveAtNanos).max().orElse(0));
      Duration took = Duration.ofNanos(last - listening);
      int errors =
          crowd.sum(m -> (int) m.refusals.stream().filter(status -> status >= 500).count());
      Figures.record(
          people + " clients after a server restart",
          "all live again within 15 s, no 5xx",
          "the last "
              + took.toMillis() / 1_000.0
              + " s after the server listened again, "
              + Duration.ofNanos(last - killed).toMillis() / 1_000.0
              + " s after it was killed; "
              + errors
              + " answers of 5xx",
          took.compareTo(GOAL) <= 0 && errors == 0);
      assertEquals(0, errors, "answers of 5xx");
      assertEquals(0, crowd.sum(m -> m.refusals.size()), "other refusals");

      members.forEach(member -> crowd.act(() -> member.post("everybody is here")));
      long stored = crowd.newest();
      crowd.awaitSeq(stored, CEILING);
      crowd.awaitAll(member -> member.acked > 0, CEILING);
      assertEquals(0, crowd.sum(m -> m.holes), "holes");
      assertEquals(0, crowd.sum(m -> m.repeated), "events that came twice");
      assertEquals(0, crowd.differing(), "different texts under one seq");
    } finally {
      process.close();
    }
  }

  private ServerProcess start(int port) {
    return ServerProcess.start(
        Map.of(),
        List.of(),
        "--port=" + port,
        "--data=" + folder,
        "--bcrypt-cost=4",
        "--limit=registrations-per-minute=0");
  }
}
