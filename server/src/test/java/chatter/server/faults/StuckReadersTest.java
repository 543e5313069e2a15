package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.figures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Some of many stop reading, with their sockets open.
@Tag("faults")
final class StuckReadersTest {
  private static final int PER_SECOND = 40;
  // Enough to fill what the system takes for a reader, which is a megabyte or two, and then the
  // queue.
  private static final String BODY = "x".repeat(8_000 - 30);
  private static final long STUCK_MILLIS = 15_000;
  private static final long MOST_HEAP = 2 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Between two percentiles of a busy machine, so that only neighbours who are really hurt fail.
  private static final Duration CEILING = Duration.ofMillis(500);

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  @TempDir private Path folder;

  @Test
  void whoDoesNotReadIsClosedAndMissesNothingAndNobodyElseNotices() {
    int people = Form.of(100, 500);
    int stuck = Form.of(3, 10);
    try (ServerProcess process =
            ServerProcess.start(
                Map.of("JDK_JAVA_OPTIONS", "-Xmx512m"),
                List.of(),
                "--port=0",
                "--data=" + folder,
                "--bcrypt-cost=4",
                "--limit=registrations-per-minute=0");
        Crowd crowd = new Crowd(process::port)) {
      List<String> tokens = Load.people(process, people);
      List<Member> others = tokens.subList(stuck, people).stream().map(crowd::join).toList();
      crowd.awaitLive(PATIENCE);
      List<Member> sloths =
          tokens.subList(0, stuck).stream()
              .map(token -> crowd.join(token, StuckReadersTest::sloth))
              .toList();
      crowd.awaitLive(PATIENCE);
      List<Member> writers = others.subList(0, 20);

      // Looking at the memory stops the server for a moment, so times have a round of their own.
      Times times = Form.isFull() ? times(crowd, writers, sloths) : null;
      // Everybody's code is warm before the memory is looked at.
      Load.talk(crowd, writers, PER_SECOND, 2_000, BODY);
      long heapBefore = liveBytes(process);
      sloths.forEach(sloth -> crowd.act(() -> sloth.reads(false)));
      CompletableFuture<Long> most =
          CompletableFuture.supplyAsync(() -> mostLiveBytes(process, STUCK_MILLIS - 2_000));
      Load.talk(crowd, writers, PER_SECOND, STUCK_MILLIS, BODY);
      assertClosed(crowd, sloths);
      assertNothingMissed(crowd);
      long each = Math.max(0, most.join() - heapBefore) / stuck;

      Figures.record(
          stuck + " stuck readers among " + people,
          "others' p99 within 20 ms of the run without them; at most 2 MB of heap each; closed with"
              + " 4001 within 15 s; they resume and miss nothing",
          (times == null ? "" : times + "; ")
              + each / 1024
              + " KiB each; all closed within "
              + STUCK_MILLIS / 1_000
              + " s; nothing missed",
          each <= MOST_HEAP && (times == null || times.slower().toMillis() <= 20));
      assertTrue(each <= MOST_HEAP, each + " bytes of heap each");
      assertTrue(times == null || times.slower().compareTo(CEILING) < 0, () -> times.toString());
      others.forEach(other ->
          assertEquals(List.of(), crowd.ask(() -> List.copyOf(other.closeCodes)), "others closed"));
    }
  }

  /// How long the others' messages take, without stuck readers and with them.
  private static Times times(Crowd crowd, List<Member> writers, List<Member> sloths) {
    Load.talk(crowd, writers, PER_SECOND, 10_000, BODY);
    crowd.latencies();
    Load.talk(crowd, writers, PER_SECOND, STUCK_MILLIS, BODY);
    Duration without = crowd.latencies().percentile(99);
    sloths.forEach(sloth -> crowd.act(() -> sloth.reads(false)));
    Load.talk(crowd, writers, PER_SECOND, STUCK_MILLIS, BODY);
    Duration with = crowd.latencies().percentile(99);
    assertClosed(crowd, sloths);
    assertNothingMissed(crowd);
    return new Times(without, with);
  }

  private static void sloth(Member member) {
    member.measured = false;
    // The less its own system takes for it, the sooner the server is left with the rest.
    member.receiveBuffer = 4_096;
  }

  /// Lets them read on, to the closing frame that waits for them behind what they did not read. One
  /// who was not closed would just go on. The server waits some seconds for them to take it, and
  /// then ends the connection; a machine with more to do may let them read on only after that.
  private static void assertClosed(Crowd crowd, List<Member> sloths) {
    sloths.forEach(sloth -> crowd.act(() -> sloth.reads(true)));
    crowd.awaitAll(m -> !sloths.contains(m) || !m.closeCodes.isEmpty(), PATIENCE);
    for (Member sloth : sloths) {
      List<Integer> codes = crowd.ask(() -> List.copyOf(sloth.closeCodes));
      assertTrue(codes.equals(List.of(4001)) || codes.equals(List.of(1006)), () -> "told " + codes);
      crowd.act(sloth.closeCodes::clear);
    }
  }

  private static void assertNothingMissed(Crowd crowd) {
    crowd.awaitLive(PATIENCE);
    long last = crowd.newest();
    crowd.awaitSeq(last, PATIENCE);
    assertEquals(0, crowd.sum(m -> m.holes), "holes");
    assertEquals(0, crowd.sum(m -> m.resets), "resets, though few were missed");
    assertEquals(0, crowd.sum(m -> m.rejected.size()), "refused messages");
    assertEquals(0, crowd.differing(), "different texts under one seq");
  }

  private static long mostLiveBytes(ServerProcess process, long millis) {
    long deadline = System.nanoTime() + millis * 1_000_000;
    long most = 0;
    while (System.nanoTime() < deadline) {
      Crowd.pause(500);
      most = Math.max(most, liveBytes(process));
    }
    return most;
  }

  /// What the server's heap holds after a full collection.
  private static long liveBytes(ServerProcess process) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Matcher total =
        TOTAL.matcher(Tools.run(jcmd, String.valueOf(process.pid()), "GC.class_histogram"));
    assertTrue(total.find(), "the histogram has no total");
    return Long.parseLong(total.group(1));
  }

  /// The 99th percentiles.
  private record Times(Duration without, Duration with) {
    private Duration slower() {
      return with.minus(without);
    }

    @Override
    public String toString() {
      return "others' p99 "
          + Latencies.millis(with)
          + ", without them "
          + Latencies.millis(without);
    }
  }
}
