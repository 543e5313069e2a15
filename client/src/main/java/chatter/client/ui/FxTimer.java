package chatter.client.ui;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// Does something on the JavaFX thread after a while, once or again and again. No animation, not
/// even a pause: while one is under way JavaFX looks through all windows sixty times a second,
/// which takes some per cent of a core from whoever leaves the chat open. For what is not seen to
/// move.
///
/// For the JavaFX thread alone.
public final class FxTimer {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Duration delay;
  private final boolean again;
  private final Runnable action;

  /// Counts the starts and stops: what was started before one of them is over.
  private long round;

  private Future<?> waiting;

  private FxTimer(Duration delay, boolean again, Runnable action) {
    this.delay = delay;
    this.again = again;
    this.action = action;
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("chatter-clock").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /// One that is stopped, for something to do once.
  ///
  /// @param delay from each start
  public static FxTimer once(Duration delay, Runnable action) {
    return new FxTimer(delay, false, action);
  }

  /// One that is stopped, for something to do until it is stopped again.
  ///
  /// @param delay from the start to the first time, and from the end of each to the next
  public static FxTimer every(Duration delay, Runnable action) {
    return new FxTimer(delay, true, action);
  }

  /// Begins to wait, from now on also if it does already.
  public void start() {
    stop();
    long begun = round;
    waiting =
        CLOCK.schedule(
            () -> Platform.runLater(() -> run(begun)), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Nothing is done any more, also of what is on its way.
  public void stop() {
    round++;
    if (waiting != null) {
      waiting.cancel(false);
      waiting = null;
    }
  }

  /// Whether it waits.
  boolean isUnderWay() {
    return waiting != null;
  }

  private void run(long begun) {
    if (round != begun) {
      return;
    }
    waiting = null;
    try {
      action.run();
    } finally {
      // Unless the action itself has stopped it, or started it anew.
      if (again && round == begun) {
        start();
      }
    }
  }
}
