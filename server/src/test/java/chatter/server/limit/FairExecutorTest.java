package chatter.server.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// That nobody's work keeps others waiting for long, or out.
final class FairExecutorTest {
  private static final int WAITING = 4;

  private final FairExecutor work = new FairExecutor("trials", 1, WAITING);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch busy = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  private final List<CompletableFuture<String>> asked = new ArrayList<>();

  @BeforeEach
  void keepTheThreadBusy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    asked.add(
        CompletableFuture.supplyAsync(
            () ->
                work.run(
                    "first",
                    () -> {
                      begun.countDown();
                      busy.await();
                      return "first";
                    }),
            callers));
    begun.await(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    busy.countDown();
    work.close();
    callers.close();
  }

  @Test
  void thoseWhoAskTakeTurns() {
    ask("a", "a1", 1);
    ask("a", "a2", 2);
    ask("a", "a3", 3);
    ask("b", "b1", 4);
    busy.countDown();
    asked.forEach(CompletableFuture::join);
    assertEquals(List.of("a1", "b1", "a2", "a3"), List.copyOf(done));
  }

  @Test
  void whoAskedForMostMakesRoom() {
    ask("a", "a1", 1);
    ask("a", "a2", 2);
    ask("a", "a3", 3);
    ask("a", "a4", 4);
    CompletableFuture<String> last = asked.getLast();
    ask("b", "b1", 4);
    sentAway(last);
    asked.remove(4);
    OverloadedException tooMuch =
        assertThrows(OverloadedException.class, () -> work.run("a", () -> "a5"));
    assertEquals("too much waits: trials", tooMuch.getMessage());
    busy.countDown();
    asked.forEach(CompletableFuture::join);
    assertEquals(List.of("a1", "b1", "a2", "a3"), List.copyOf(done));
    // The turn of what was sent away was not lost, nor taken twice.
    assertEquals("after", work.run("c", () -> "after"));
  }

  @Test
  void whoWaitsWhenItClosesIsSentAway() {
    ask("a", "a1", 1);
    work.close();
    sentAway(asked.getLast());
    assertThrows(OverloadedException.class, () -> work.run("a", () -> "late"));
  }

  private static void sentAway(CompletableFuture<String> asked) {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> asked.orTimeout(60, TimeUnit.SECONDS).join());
    assertInstanceOf(OverloadedException.class, failed.getCause());
  }

  /// Asks for something and returns when so many wait.
  private void ask(String who, String what, int waiting) {
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () ->
                work.run(
                    who,
                    () -> {
                      done.add(what);
                      return what;
                    }),
            callers);
    asked.add(answer);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (work.waiting() != waiting || (waiting == WAITING && who.equals("b") && !full())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(work.waiting() + " wait, not " + waiting);
      }
      Thread.onSpinWait();
    }
  }

  /// When one makes room for another, the number stays; then somebody was sent away.
  private boolean full() {
    return asked.size() <= WAITING + 1 || asked.stream().anyMatch(CompletableFuture::isDone);
  }
}
