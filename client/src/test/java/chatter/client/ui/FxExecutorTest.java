package chatter.client.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class FxExecutorTest {
  private final FxExecutor executor = new FxExecutor();

  @BeforeAll
  static void startToolkit() throws Exception {
    FxToolkit.registerPrimaryStage();
    Platform.setImplicitExit(false);
  }

  @Test
  void tasksRunInOrderOnTheJavaFxThread() throws Exception {
    int count = 20_000;
    List<Integer> seen = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      int number = i;
      executor.execute(() -> {
        assert Platform.isFxApplicationThread();
        seen.add(number);
        done.countDown();
      });
    }
    assertTrue(done.await(60, TimeUnit.SECONDS));
    assertEquals(IntStream.range(0, count).boxed().toList(), seen);
  }

  @Test
  void floodLetsOthersIn() throws Exception {
    AtomicBoolean flooding = new AtomicBoolean(true);
    CountDownLatch running = new CountDownLatch(1);
    Runnable endless =
        new Runnable() {
          @Override
          public void run() {
            running.countDown();
            if (flooding.get()) {
              executor.execute(this);
            }
          }
        };
    executor.execute(endless);
    assertTrue(running.await(60, TimeUnit.SECONDS));
    CountDownLatch other = new CountDownLatch(1);
    Platform.runLater(other::countDown);
    assertTrue(other.await(60, TimeUnit.SECONDS), "nobody else gets the thread");
    flooding.set(false);
  }

  @Test
  void taskOfTheThreadItselfRunsLaterNotInBetween() throws Exception {
    AtomicBoolean inside = new AtomicBoolean();
    AtomicBoolean nested = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    executor.execute(() -> {
      inside.set(true);
      executor.execute(() -> {
        nested.set(inside.get());
        done.countDown();
      });
      inside.set(false);
    });
    assertTrue(done.await(60, TimeUnit.SECONDS));
    assertFalse(nested.get());
  }

  @Test
  void failingTaskDoesNotSilenceThoseAfterIt() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    try {
      executor.execute(() -> {
        throw new IllegalStateException("on purpose");
      });
      executor.execute(done::countDown);
      assertTrue(done.await(60, TimeUnit.SECONDS));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }
}
