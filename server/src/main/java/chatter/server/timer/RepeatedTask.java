package chatter.server.timer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again, on a thread of its own that keeps no program alive, until it is
/// closed. A time that fails is logged, and the next one comes all the same.
public final class RepeatedTask implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RepeatedTask.class);

  private final String name;
  private final ScheduledExecutorService timer;

  /// @param name the thread's, and the task's in the log
  /// @param first how long until it is done first
  /// @param every between the end of one time and the begin of the next
  public RepeatedTask(String name, Duration first, Duration every, Runnable task) {
    this.name = name;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    // It catches its own exceptions, so there is nothing to learn from the future.
    var _ =
        timer.scheduleWithFixedDelay(
            () -> once(task), first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Waits for a time that is under way.
  @Override
  public void close() {
    timer.close();
  }

  private void once(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // A scheduled task that throws is never run again.
      log.warn("{} failed, and will be tried again: {}", name, e.toString());
    }
  }
}
