package chatter.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.store.StorageException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whoever waits for the index gets an answer, whatever becomes of it.
final class IndexThreadTest {
  private final AtomicInteger turns = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);

  @Test
  void whoWaitsIsAnsweredByTheTurnThatHasPutEverythingIn() {
    IndexThread[] thread = new IndexThread[1];
    thread[0] =
        new IndexThread(
            work(asked -> {
              if (turns.incrementAndGet() < 3) {
                thread[0].signal();
              } else {
                thread[0].done(asked);
                thread[0].rest();
              }
            }));
    try (IndexThread it = thread[0]) {
      CompletableFuture<Void> current = it.current();
      it.start();
      current.join();
      assertTrue(turns.get() >= 3, turns::toString);
      it.current().join();
    }
    assertEquals(0, ended.getCount());
  }

  /// After a failure it waits for ten seconds before it tries again, but not when it is to end.
  @Test
  @Timeout(9)
  void closingWaitsForNothingThatFails() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    IndexThread it =
        new IndexThread(
            work(asked -> {
              failed.countDown();
              throw new IllegalStateException("on purpose");
            }));
    it.start();
    failed.await();
    CompletableFuture<Void> current = it.current();
    assertFalse(current.isDone());
    it.close();
    assertEquals(0, ended.getCount());
    CompletionException end = assertThrows(CompletionException.class, current::join);
    assertEquals(StorageException.Kind.BUSY, ((StorageException) end.getCause()).kind());
  }

  private IndexThread.Work work(Turn turn) {
    return new IndexThread.Work() {
      @Override
      public void turn(List<CompletableFuture<Void>> asked) {
        turn.turn(asked);
      }

      @Override
      public void failed(Throwable cause) {
        assertEquals("on purpose", cause.getMessage());
      }

      @Override
      public void ended() {
        ended.countDown();
      }
    };
  }

  private interface Turn {
    void turn(List<CompletableFuture<Void>> asked);
  }
}
