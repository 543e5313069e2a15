package chatter.client.net.socket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An `EventLoop` on a thread of its own and the computer's clocks.
public final class SingleThreadLoop implements EventLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SingleThreadLoop.class);

  private final ScheduledThreadPoolExecutor executor;

  /// Starts the thread when the first task comes. It does not keep the program alive.
  public SingleThreadLoop(String threadName) {
    // A socket or a future may call back after closing; that is late, not wrong.
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name(threadName).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(() -> run(task));
  }

  @Override
  public Alarm schedule(Duration delay, Runnable task) {
    Future<?> future = executor.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Clock.systemUTC().instant();
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  /// One failing task must not silence those after it, and must not be lost in a future either.
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A task of the session failed", e);
    }
  }
}
