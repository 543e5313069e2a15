package chatter.client.ui;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/// The one way onto the JavaFX application thread: tasks run there in the order given, never on the
/// caller's. A flood of them is taken in portions, so that the window stays alive. Safe for any
/// thread.
public final class FxExecutor implements Executor {
  /// About half a frame.
  private static final long PORTION_NANOS = 8_000_000;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    schedule();
  }

  private void schedule() {
    if (!tasks.isEmpty() && scheduled.compareAndSet(false, true)) {
      Platform.runLater(this::drain);
    }
  }

  private void drain() {
    long end = System.nanoTime() + PORTION_NANOS;
    try {
      for (Runnable task = tasks.poll(); task != null; task = next(end)) {
        task.run();
      }
    } finally {
      // A failing task goes to the thread's handler; those after it still run.
      scheduled.set(false);
      schedule();
    }
  }

  private Runnable next(long end) {
    return System.nanoTime() < end ? tasks.poll() : null;
  }
}
