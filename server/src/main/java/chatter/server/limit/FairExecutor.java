package chatter.server.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Work that keeps a core busy for a good part of a second: done by a few platform threads of its
/// own, with a short queue, so that it neither takes all cores nor piles up. On a virtual thread it
/// would hold up everything else that runs on those.
///
/// Those who ask take turns, however much each of them asks for: who asks for one thing waits for
/// one of everybody else's at most. When too much waits, what was asked for last by whoever asked
/// for most is sent away. Safe for any thread.
public final class FairExecutor implements AutoCloseable {
  private static final int IDLE_SECONDS = 30;

  private static final String NOBODY = "";

  private final String what;
  private final int most;
  private final ThreadPoolExecutor executor;

  /// What waits, by who asked; whose turn it is next comes first. The lock of this field guards all
  /// below.
  private final LinkedHashMap<String, Deque<FutureTask<?>>> queues = new LinkedHashMap<>();

  private int waiting;
  private int running;
  private boolean closed;

  /// @param what waits in the queue, for the message and the threads' names
  /// @param threads how many do it at the same time
  /// @param waiting how many may wait; one more is sent away
  public FairExecutor(String what, int threads, int waiting) {
    this.what = what;
    this.most = threads + waiting;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(what + "-", 1).factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /// Does it for nobody in particular, see below.
  public <T> T run(Callable<T> work) {
    return run(NOBODY, work);
  }

  /// Does it, while the caller waits. What it throws, the caller gets.
  ///
  /// @param who takes turns with others
  /// @throws OverloadedException if too much waits, or the server is closing
  public <T> T run(String who, Callable<T> work) {
    FutureTask<T> future = new FutureTask<>(work);
    enqueue(who, future);
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

  /// How many wait.
  int waiting() {
    synchronized (queues) {
      return waiting;
    }
  }

  private void enqueue(String who, FutureTask<?> task) {
    FutureTask<?> sentAway = null;
    synchronized (queues) {
      if (closed) {
        throw tooMuch(null);
      }
      if (waiting + running >= most) {
        sentAway = makeRoom(who);
      }
      queues.computeIfAbsent(who, key -> new ArrayDeque<>()).add(task);
      waiting++;
      if (sentAway == null) {
        // Otherwise the turn of what was sent away is left over. Here, because a closed executor
        // takes nothing.
        executor.execute(this::next);
      }
    }
    if (sentAway != null) {
      sentAway.cancel(false);
    }
  }

  /// Takes out what somebody else has waiting, if they have more than this one would have.
  private FutureTask<?> makeRoom(String who) {
    Map.Entry<String, Deque<FutureTask<?>>> longest =
        Collections.max(queues.entrySet(), Comparator.comparingInt(e -> e.getValue().size()));
    Deque<FutureTask<?>> own = queues.get(who);
    if (longest.getValue().size() <= (own == null ? 0 : own.size()) + 1) {
      throw tooMuch(null);
    }
    waiting--;
    // At least one is left, so the queue stays.
    return longest.getValue().removeLast();
  }

  private void next() {
    FutureTask<?> task;
    synchronized (queues) {
      Map.Entry<String, Deque<FutureTask<?>>> first = queues.pollFirstEntry();
      if (first == null) {
        return;
      }
      task = first.getValue().remove();
      waiting--;
      running++;
      if (!first.getValue().isEmpty()) {
        queues.put(first.getKey(), first.getValue());
      }
    }
    try {
      task.run();
    } finally {
      synchronized (queues) {
        running--;
      }
    }
  }

  /// Ends the threads; whoever waits gets an `OverloadedException`.
  @Override
  public void close() {
    List<FutureTask<?>> left = new ArrayList<>();
    synchronized (queues) {
      closed = true;
      queues.values().forEach(left::addAll);
      queues.clear();
      executor.shutdownNow();
    }
    left.forEach(task -> task.cancel(false));
  }

  private OverloadedException tooMuch(Exception cause) {
    return new OverloadedException("too much waits: " + what, cause);
  }
}
