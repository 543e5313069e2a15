package chatter.server.search;

import chatter.server.health.Threads;
import chatter.server.store.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that keeps an index: when it has a turn, when it waits for more that can be put
/// in together, and who waits until everything is in. What a turn does is the index's own. Safe for
/// any thread, but for what only a turn may do.
final class IndexThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IndexThread.class);

  /// How long it waits for more, when there was something.
  static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// So many commits in a pause mean that people are waiting for the processor.
  private static final long BUSY_GROUPS = 40;

  /// The longest pause when much is stored. What is put in together costs half of what it costs in
  /// pieces.
  private static final long LONG_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  /// What was stored and not said, as by another server that was killed.
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long AFTER_TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Thread thread;
  private final Work work;
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private final AtomicLong groups = new AtomicLong();
  private volatile boolean signalled = true;
  private volatile boolean closing;

  /// Nothing happens before `start`.
  IndexThread(Work work) {
    this.work = work;
    this.thread = Thread.ofPlatform().name("search-index").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /// Something was stored. Must be cheap: every commit says so.
  void stored() {
    groups.incrementAndGet();
    if (!signalled && thread.isAlive()) {
      signal();
    }
  }

  /// Has it take another turn soon.
  void signal() {
    signalled = true;
    LockSupport.unpark(thread);
  }

  /// Completes when everything that is stored by now is in the index.
  CompletableFuture<Void> current() {
    CompletableFuture<Void> current = new CompletableFuture<>();
    synchronized (waiting) {
      waiting.add(current);
    }
    signal();
    return current;
  }

  private void run() {
    long deadline = Long.MAX_VALUE;
    while (true) {
      if (closing) {
        deadline = deadline == Long.MAX_VALUE ? System.nanoTime() + CLOSE_NANOS : deadline;
        if (!signalled || System.nanoTime() - deadline > 0) {
          break;
        }
      }
      try {
        List<CompletableFuture<Void>> asked;
        synchronized (waiting) {
          asked = List.copyOf(waiting);
        }
        signalled = false;
        work.turn(asked);
      } catch (Exception | Error e) {
        failed(e);
      }
    }
    try {
      work.ended();
    } finally {
      StorageException end = new StorageException(StorageException.Kind.BUSY, "closing", null);
      take(Integer.MAX_VALUE).forEach(each -> each.completeExceptionally(end));
    }
  }

  private void failed(Throwable e) {
    log.warn("the index for searching is behind: {}", e.getMessage());
    log.debug("the index for searching is behind", e);
    work.failed(e);
    // At the end nothing is waited for: what fails is left to the next start.
    signalled = !closing;
    sleep(AFTER_TROUBLE_NANOS, false);
  }

  /// In a turn: whether it is to end.
  boolean isClosing() {
    return closing;
  }

  /// In a turn: whether something came since it began.
  boolean isSignalled() {
    return signalled;
  }

  /// In a turn: says to those who were waiting when it began that everything is in.
  void done(List<CompletableFuture<Void>> asked) {
    // They are the first: others have come behind them, and nobody else takes any out.
    take(asked.size()).forEach(each -> each.complete(null));
  }

  private List<CompletableFuture<Void>> take(int most) {
    synchronized (waiting) {
      List<CompletableFuture<Void>> first = waiting.subList(0, Math.min(most, waiting.size()));
      List<CompletableFuture<Void>> taken = List.copyOf(first);
      first.clear();
      return taken;
    }
  }

  /// In a turn: waits so long, unless somebody waits for the index.
  void pause(long nanos) {
    sleep(nanos, true);
  }

  /// In a turn: waits for more that can be put in together.
  void gather() {
    long before = groups.get();
    pause(PAUSE_NANOS);
    if (groups.get() - before >= BUSY_GROUPS) {
      pause(LONG_PAUSE_NANOS);
    }
  }

  /// In a turn: leaves the processor to others for as long as they took it, when they need it.
  void yieldFor(long nanos) {
    long before = groups.get();
    // As long as it took, when others work too.
    pause(Math.min(nanos, PAUSE_NANOS));
    if (groups.get() - before > BUSY_GROUPS / 4) {
      pause(PAUSE_NANOS);
    }
  }

  /// In a turn: waits until something came, but not for ever.
  void rest() {
    long end = System.nanoTime() + LOOK_AGAIN_NANOS;
    while (!signalled && !closing && end - System.nanoTime() > 0) {
      LockSupport.parkNanos(this, end - System.nanoTime());
    }
    signalled |= !closing;
  }

  private void sleep(long nanos, boolean unlessAwaited) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos;
        left > 0 && !closing && !(unlessAwaited && isAwaited());
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  private boolean isAwaited() {
    synchronized (waiting) {
      return !waiting.isEmpty();
    }
  }

  /// Puts in what is new, as far as that goes in a few seconds, and ends the thread.
  @Override
  public void close() {
    closing = true;
    signal();
    Threads.awaitEnd(thread);
  }

  /// What an index does on its thread.
  interface Work {
    /// One turn: some of what there is to do, and then a pause of one of the kinds here. It says by
    /// `signal` that there is more.
    ///
    /// @param asked who waits until everything is in; see `done`
    void turn(List<CompletableFuture<Void>> asked) throws Exception;

    /// A turn failed; the next comes after some time.
    void failed(Throwable cause);

    /// There will be no more turns.
    void ended();
  }
}
