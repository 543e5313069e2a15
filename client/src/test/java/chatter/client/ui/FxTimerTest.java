package chatter.client.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

class FxTimerTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final AtomicInteger times = new AtomicInteger();

  private void count() {
    assertTrue(Platform.isFxApplicationThread());
    times.incrementAndGet();
  }

  @Test
  void onceIsOnceForEachStart() {
    FxTimer timer = FxTimer.once(SHORT, this::count);
    Fx.run(timer::start);
    Fx.await("it was done", () -> times.get() == 1);
    assertEquals(false, Fx.call(timer::isUnderWay));
    Fx.run(timer::start);
    Fx.await("it was done again", () -> times.get() == 2);
  }

  @Test
  void everyGoesOnUntilItIsStopped() {
    FxTimer timer = FxTimer.every(SHORT, this::count);
    Fx.run(timer::start);
    Fx.await("it was done some times", () -> times.get() >= 3);
    int done =
        Fx.call(() -> {
          timer.stop();
          return times.get();
        });
    FxTimer other = FxTimer.once(Duration.ofMillis(20), times::incrementAndGet);
    Fx.run(other::start);
    Fx.await("time has passed", () -> times.get() > done);
    assertEquals(done + 1, times.get());
  }

  /// It waits for the JavaFX thread, which stops it first.
  @Test
  void whatIsOnItsWayIsNotDoneAfterAStop() {
    FxTimer timer = FxTimer.once(SHORT, this::count);
    Fx.run(() -> {
      timer.start();
      Thread.sleep(50);
      timer.stop();
    });
    Fx.run(() -> {});
    assertEquals(0, times.get());
  }

  @Test
  void actionMayStopItsOwnTimer() {
    FxTimer[] timer = new FxTimer[1];
    timer[0] =
        FxTimer.every(
            SHORT,
            () -> {
              count();
              timer[0].stop();
            });
    Fx.run(timer[0]::start);
    Fx.await("it was done", () -> times.get() == 1);
    assertEquals(false, Fx.call(timer[0]::isUnderWay));
  }
}
