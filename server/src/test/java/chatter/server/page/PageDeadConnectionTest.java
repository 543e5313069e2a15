package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestUser;
import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A page whose connection died without a word: while somebody looks on, and in its sleep.
@Tag("faults")
class PageDeadConnectionTest extends BehindABadNetwork {
  private static final long NOTICED_SECONDS = 40;
  private static final double LIVE_SECONDS = 2;

  /// What a busy machine may add before the test fails.
  private static final double GRACE_SECONDS = 13;

  @Test
  void aSilentConnectionIsNoticedWithinFortySeconds() {
    Assumptions.assumeTrue(
        Form.isFull(), "takes 40 seconds; in the short form socket.test.mjs shows the same");
    TestUser ben = server.signUp("ben");
    WatchedPage page = WatchedPage.in(signUp("Ada"));
    page.awaitLive();
    long before = page.liveAtMillis();
    long abandonedAt = System.currentTimeMillis();
    assertTrue(proxy.abandon() > 0);
    page.say("into the silence");
    ben.connect().post("meanwhile");
    double seconds = (page.awaitLiveAfter(before) - abandonedAt) / 1_000.0;
    Figures.record(
        "page: half-open connection noticed",
        "at most " + NOTICED_SECONDS + " s",
        "live on another after %.1f s".formatted(seconds),
        seconds <= NOTICED_SECONDS);
    page.awaitNothingWaits();
    assertEquals(List.of("meanwhile", "into the silence"), bodies(ben));
    assertEquals(List.of("1 meanwhile", "2 into the silence"), page.everything());
    assertTrue(seconds <= NOTICED_SECONDS, seconds + " s");
  }

  @Test
  void aPageBackFromSleepIsLiveAtOnce() {
    TestUser ben = server.signUp("ben");
    TestConnection connection = ben.connect();
    WatchedPage page = WatchedPage.in(signUp("Ada"));
    page.awaitLive();
    page.say("good night");
    page.awaitNothingWaits();

    // As a computer sleeps: every process of the browser stands still.
    double slept =
        sleepAndWake(
            page, connection, "while asleep", () -> signal("-STOP"), () -> signal("-CONT"));
    // As a browser puts a page to sleep that nobody looks at.
    double frozen =
        sleepAndWake(
            page,
            connection,
            "while frozen",
            () -> lifecycle(page, "frozen"),
            () -> lifecycle(page, "active"));
    page.say("good morning");
    page.awaitNothingWaits();
    Figures.record(
        "page: back from sleep",
        "live within 2 s",
        "%.1f s after the browser slept, %.1f s after the page was frozen".formatted(slept, frozen),
        Math.max(slept, frozen) <= LIVE_SECONDS);
    assertEquals(
        List.of("1 good night", "2 while asleep", "3 while frozen", "4 good morning"),
        page.everything());
    assertEquals(4, bodies(ben).size());
    assertTrue(slept <= LIVE_SECONDS + GRACE_SECONDS, slept + " s");
    assertTrue(frozen <= LIVE_SECONDS + GRACE_SECONDS, frozen + " s");
  }

  /// The connection dies unheard, and something is posted, while the page sleeps.
  ///
  /// @return the seconds from waking until it is live
  private double sleepAndWake(
      WatchedPage page, TestConnection other, String body, Runnable sleep, Runnable wake) {
    long before = page.liveAtMillis();
    // The page asks after its connection when its window comes to the front; that is answered
    // first.
    pause(Duration.ofMillis(300));
    sleep.run();
    assertTrue(proxy.abandon() > 0);
    var _ = other.post(body);
    pause(Form.of(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    long woken = System.currentTimeMillis();
    wake.run();
    double seconds = (page.awaitLiveAfter(before) - woken) / 1_000.0;
    page.front().row(body);
    return seconds;
  }

  private static void lifecycle(WatchedPage page, String state) {
    page.front().cdp("Page.setWebLifecycleState", Map.of("state", state));
  }

  /// Stops or wakes all processes of the browsers that this test started.
  private static void signal(String signal) {
    List<String> pids =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").contains("chrom"))
            .filter(process -> !process.info().command().orElse("").contains("driver"))
            .map(process -> Long.toString(process.pid()))
            .toList();
    assertTrue(!pids.isEmpty(), "no process of the browser");
    try {
      List<String> command = new ArrayList<>(List.of("kill", signal));
      command.addAll(pids);
      assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
