package chatter.client.net;

import chatter.client.net.socket.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// A loop whose clock moves only when a test says so. Tasks run on a real thread.
public final class PinnedLoop implements EventLoop {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("pinned-loop").factory());
  private final PriorityQueue<Pending> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Pending::due).thenComparingLong(Pending::order));
  private Instant wall = Instant.parse("2026-11-23T09:00:00Z");
  private long nanos = 1_000;
  private long order;

  private record Pending(long due, long order, Runnable task) {}

  @Override
  public void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      // Closed: what comes late is ignored, as the interface says.
      assert thread.isShutdown() : e;
    }
  }

  @Override
  public synchronized Alarm schedule(Duration delay, Runnable task) {
    Pending pending = new Pending(nanos + delay.toNanos(), order++, task);
    alarms.add(pending);
    return () -> {
      synchronized (this) {
        alarms.remove(pending);
      }
    };
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized Instant now() {
    return wall;
  }

  @Override
  public void close() {
    thread.shutdown();
  }

  /// Lets time pass; every alarm that is due has run when this returns.
  public void advance(Duration duration) {
    long end = nanoTime() + duration.toNanos();
    settle();
    for (Pending next = due(end); next != null; next = due(end)) {
      run(next.task());
    }
    synchronized (this) {
      move(end - nanos);
    }
    settle();
  }

  /// The computer sleeps: only the wall clock moves.
  public synchronized void sleep(Duration duration) {
    wall = wall.plus(duration);
  }

  /// The program stands still while both clocks move, and what is due comes late, at its end.
  public synchronized void stop(Duration duration) {
    move(duration.toNanos());
  }

  /// Everything given so far has run when this returns.
  public void settle() {
    run(() -> {});
  }

  private synchronized Pending due(long end) {
    Pending next = alarms.peek();
    if (next == null || next.due() > end) {
      return null;
    }
    alarms.remove(next);
    move(Math.max(0, next.due() - nanos));
    return next;
  }

  private void move(long by) {
    nanos += by;
    wall = wall.plusNanos(by);
  }

  private void run(Runnable task) {
    CompletableFuture.runAsync(task, thread).join();
  }
}
