package chatter.server.account;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Work that keeps a core busy for a good part of a second: done by a few platform threads of its
/// own, with a short queue, so that it neither takes all cores nor piles up. On a virtual thread it
/// would hold up everything else that runs on those.
final class HeavyWork implements AutoCloseable {
  private static final int IDLE_SECONDS = 30;

  private final String what;
  private final ThreadPoolExecutor executor;

  /// @param what waits in the queue, for the message and the threads' names
  /// @param threads how many do it at the same time
  /// @param waiting how many may wait; one more is sent away
  HeavyWork(String what, int threads, int waiting) {
    this.what = what;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name(what + "-", 1).factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /// Does it, while the caller waits. What it throws, the caller gets.
  ///
  /// @throws OverloadedException if too much waits, or the server is closing
  <T> T run(Callable<T> work) {
    Future<T> future;
    try {
      future = executor.submit(work);
    } catch (RejectedExecutionException e) {
      throw tooMuch(e);
    }
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw tooMuch(e);
    } catch (CancellationException e) {
      throw tooMuch(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(what + " failed", e.getCause());
    }
  }

  /// Ends the threads; whoever waits gets an `OverloadedException`.
  @Override
  public void close() {
    for (Runnable waiting : executor.shutdownNow()) {
      if (waiting instanceof Future<?> future) {
        future.cancel(false);
      }
    }
  }

  private OverloadedException tooMuch(Exception cause) {
    return new OverloadedException("too much waits: " + what, cause);
  }
}
