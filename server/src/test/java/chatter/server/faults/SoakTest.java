package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.figures.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Ordinary life for a while: people write, and come and go.
@Tag("faults")
@EnabledOnOs(value = OS.LINUX, disabledReason = "SKIPPED: what a process takes is read from /proc")
final class SoakTest {
  private static final int PEOPLE = 50;
  private static final int RECONNECTS_PER_SECOND = 5;
  private static final int MESSAGES_PER_SECOND = 20;
  private static final long LOOK_MILLIS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long KIB = 1_024;

  @TempDir private Path folder;

  @Test
  void whatTheServerTakesDoesNotGrow() {
    long millis = Form.of(6_000, 600_000);
    // All of its heap is taken at once, so that what grows is something else.
    Map<String, String> java = Map.of("JDK_JAVA_OPTIONS", "-Xms96m -Xmx96m -XX:+AlwaysPreTouch");
    try (ServerProcess process =
            ServerProcess.start(
                java,
                List.of(),
                "--port=0",
                "--data=" + folder,
                "--bcrypt-cost=4",
                "--limit=registrations-per-minute=0");
        Crowd crowd = new Crowd(process::port)) {
      List<Member> members = Load.people(process, PEOPLE).stream().map(crowd::join).toList();
      crowd.awaitLive(PATIENCE);
      AtomicBoolean enough = new AtomicBoolean();
      List<Taken> taken = new ArrayList<>();
      Thread.Builder threads = Thread.ofVirtual();
      Thread churn = threads.start(() -> churn(crowd, members.subList(20, PEOPLE), enough));
      Thread watch = threads.start(() -> watch(process.pid(), taken, enough));
      Load.talk(crowd, members.subList(0, 20), MESSAGES_PER_SECOND, millis, "hello there");
      enough.set(true);
      join(churn);
      join(watch);
      crowd.awaitLive(PATIENCE);
      long all = MESSAGES_PER_SECOND * millis / 1_000;
      crowd.awaitSeq(all, PATIENCE);
      assertEquals(all, crowd.newest(), "messages");
      assertEquals(0, crowd.sum(m -> m.holes), "holes");
      assertEquals(0, crowd.sum(m -> m.rejected.size()), "refused messages");
      assertEquals(0, crowd.sum(m -> m.refusals.size()), "refused connections");
      assertEquals(0, crowd.differing(), "different texts under one seq");
      if (Form.isFull()) {
        judge(taken, millis);
      }
    }
  }

  private static void judge(List<Taken> taken, long millis) {
    Growth rss = growth(taken, Taken::rss);
    Growth files = growth(taken, Taken::descriptors);
    Growth threads = growth(taken, Taken::threads);
    Growth wal = growth(taken, Taken::wal);
    boolean flat =
        rss.within(rss.early / 10)
            && files.within(10)
            && threads.within(5)
            && wal.within(Math.max(wal.early / 10, 512 * KIB));
    String measured =
        String.format(
            Locale.ROOT,
            "second fifth and last fifth: RSS %.1f and %.1f MiB, descriptors %d and %d, threads %d"
                + " and %d, WAL %d and %d KiB",
            rss.early / 1_024.0 / KIB,
            rss.late / 1_024.0 / KIB,
            files.early,
            files.late,
            threads.early,
            threads.late,
            wal.early / KIB,
            wal.late / KIB);
    Figures.record(
        "soak " + millis / 60_000 + " min with 5 reconnects/s",
        "RSS, descriptors, threads, WAL size flat after warm-up",
        measured,
        flat);
    assertTrue(flat, measured);
  }

  private static void churn(Crowd crowd, List<Member> goers, AtomicBoolean enough) {
    for (int i = 0; !enough.get(); i++) {
      Member goer = goers.get(i % goers.size());
      crowd.act(goer::reconnect);
      Crowd.pause(1_000 / RECONNECTS_PER_SECOND);
    }
  }

  private void watch(long pid, List<Taken> taken, AtomicBoolean enough) {
    while (!enough.get()) {
      taken.add(look(pid));
      Crowd.pause(LOOK_MILLIS);
    }
  }

  private Taken look(long pid) {
    try {
      Path proc = Path.of("/proc", String.valueOf(pid));
      List<String> status = Files.readAllLines(proc.resolve("status"));
      long descriptors = 0;
      try (DirectoryStream<Path> open = Files.newDirectoryStream(proc.resolve("fd"))) {
        for (Path _ : open) {
          descriptors++;
        }
      }
      long wal = 0;
      try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*-wal")) {
        for (Path log : logs) {
          wal += Files.size(log);
        }
      }
      return new Taken(
          number(status, "VmRSS:") * KIB, descriptors, number(status, "Threads:"), wal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /// The medians of the second and of the last fifth: the first is the warm-up, and one look that
  /// meets a peak is no growth.
  private static Growth growth(List<Taken> taken, ToLongFunction<Taken> what) {
    int fifth = taken.size() / 5;
    return new Growth(
        median(taken.subList(fifth, 2 * fifth), what),
        median(taken.subList(taken.size() - fifth, taken.size()), what));
  }

  private static long median(List<Taken> some, ToLongFunction<Taken> what) {
    return some.stream().mapToLong(what).sorted().skip(some.size() / 2).findFirst().orElseThrow();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// What the process had at one moment, in bytes and numbers.
  private record Taken(long rss, long descriptors, long threads, long wal) {}

  private record Growth(long early, long late) {
    private boolean within(long more) {
      return late <= early + more;
    }
  }
}
