package chatter.server.store;

import chatter.server.health.FatalErrors;
import chatter.server.health.Threads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. It takes everything that waits, commits once, and only then tells
/// the tasks' owners, in commit order and on this thread. A group costs one wait for the disk,
/// however many tasks are in it. A task that throws undoes its own changes and no others: see
/// `attempt`.
public final class Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int WAITING = 8_192;
  private static final int GROUP = 256;

  /// How long it asks what became of a group before its owners are told that nobody knows.
  private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// How long it waits for work without a connection before it looks for one.
  private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Transactions transactions;
  private final long doubtNanos;
  private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(WAITING);
  private final Runnable afterGroup;
  private final FatalErrors fatal;
  private final StoreMetrics metrics = new StoreMetrics();
  private final Thread thread;

  /// When the group began that is being written, on the system's monotonic clock; 0 if none is.
  private volatile long busySinceNanos;

  /// Since when there has been no connection, on the same clock; 0 if there is one.
  private volatile long withoutSinceNanos;

  /// Why nothing is written any more; null as long as it is.
  private volatile RuntimeException over;

  private volatile boolean closing;
  private Handle handle;

  /// Whether the group that is being written may be stored already.
  private boolean committing;

  /// A group of which nobody knows whether it is stored, until the database can be asked.
  private List<Task<?>> doubtful = List.of();

  /// @param handle the connection to write with, owned from here on
  /// @param transactions makes a new one after the disk was full, and what is done with it
  /// @param afterGroup runs on the writer's thread after all tasks of a committed group were told,
  ///   and before their futures complete
  /// @param fatal told if the thread cannot go on
  public Writer(Handle handle, Transactions transactions, Runnable afterGroup, FatalErrors fatal) {
    this(handle, transactions, afterGroup, fatal, DOUBT_NANOS);
  }

  /// @param doubtNanos how long it asks what became of a group
  Writer(
      Handle handle,
      Transactions transactions,
      Runnable afterGroup,
      FatalErrors fatal,
      long doubtNanos) {
    this.doubtNanos = doubtNanos;
    this.handle = handle;
    this.transactions = transactions;
    this.afterGroup = afterGroup;
    this.fatal = fatal;
    this.thread = Thread.ofPlatform().name("writer").unstarted(this::run);
  }

  /// Begins to write.
  public void start() {
    thread.start();
  }

  /// What it counts.
  StoreMetrics metrics() {
    return metrics;
  }

  /// Queues a task; see `Database.write`.
  ///
  /// @param scope what it is about; null if it may change anything
  public <T> CompletableFuture<T> submit(
      Scope scope, Function<Handle, T> work, Consumer<? super T> committed) {
    Task<T> task = new Task<>(scope, work, committed);
    if (closing || !queue.offer(task)) {
      task.future.completeExceptionally(
          new StorageException(
              StorageException.Kind.BUSY, "too much is waiting to be written", null));
    } else if (closing && queue.remove(task)) {
      // It slipped in after the last look at the queue; nobody would ever take it.
      task.future.completeExceptionally(
          new StorageException(StorageException.Kind.BUSY, "the server is closing", null));
    }
    return task.future;
  }

  /// Writes what waits and ends the thread.
  @Override
  public void close() {
    closing = true;
    queue.offer(new Task<>(null, h -> null, done -> {}));
    Threads.awaitEnd(thread);
  }

  /// Whether it writes, and has not been at the same group, or without a connection, for longer
  /// than that.
  public boolean works(long patienceNanos) {
    return thread.isAlive()
        && over == null
        && isWithin(patienceNanos, busySinceNanos)
        && isWithin(patienceNanos, withoutSinceNanos);
  }

  private static boolean isWithin(long patienceNanos, long since) {
    return since == 0 || System.nanoTime() - since < patienceNanos;
  }

  private void run() {
    try {
      writeUntilClosed();
    } catch (RuntimeException | Error e) {
      fatal.report("writer", e);
    }
  }

  private void writeUntilClosed() {
    List<Task<?>> group = new ArrayList<>(GROUP);
    while (!closing || !queue.isEmpty()) {
      try {
        Task<?> first =
            handle == null && over == null
                ? queue.poll(CONNECT_NANOS, TimeUnit.NANOSECONDS)
                : queue.take();
        if (first == null) {
          connect();
          continue;
        }
        group.add(first);
      } catch (InterruptedException e) {
        // Nobody may interrupt this thread; close() ends it.
        log.warn("the writer was interrupted and goes on");
        continue;
      }
      queue.drainTo(group, GROUP - 1);
      // Never 0, whatever the clock says.
      busySinceNanos = System.nanoTime() | 1;
      write(group);
      busySinceNanos = 0;
      group.clear();
    }
    if (handle != null) {
      end(handle);
    }
  }

  private void end(Handle last) {
    try (last) {
      transactions.end(last);
    } catch (RuntimeException e) {
      log.warn("could not tell the database that the server ends: {}", e.getMessage());
    }
  }

  private void write(List<Task<?>> group) {
    long begun = System.nanoTime();
    for (Task<?> task : group) {
      metrics.queued(begun - task.queuedNanos);
    }
    if (over != null) {
      fail(group, StorageException.Kind.BUSY, over);
      return;
    }
    try {
      if (!attempt(group)) {
        attemptApart(group);
      }
    } catch (RuntimeException | Error e) {
      // Errors too: without this thread nothing is ever stored again, and nobody is told.
      if (!isStoredAfterAll(group, e)) {
        return;
      }
    }
    metrics.stored(group.size());
    tell(group);
    // Last: whoever waits for a future may count on everything having been handed over.
    for (Task<?> task : group) {
      task.complete();
    }
  }

  private void tell(List<Task<?>> group) {
    for (Task<?> task : group) {
      task.tell(fatal);
    }
    try {
      afterGroup.run();
    } catch (RuntimeException | Error e) {
      missed("publishing after a commit failed", e, fatal);
    }
  }

  /// Looks for a connection while there is nothing to write: so whoever asks how the server is
  /// hears of it, and what nobody knew is told soon.
  private void connect() {
    try {
      reopen();
    } catch (RuntimeException e) {
      log.debug("there is no connection yet", e);
      discard();
      endIfOver(e);
    }
  }

  private void reopen() {
    open();
    List<Task<?>> before = doubtful;
    if (!before.isEmpty()) {
      boolean stored = transactions.isStored(handle);
      doubtful = List.of();
      log.info(
          "a group of {} of which nobody knew is {}",
          before.size(),
          stored ? "stored" : "not stored");
      if (stored) {
        // Whoever sent it knows by asking; everybody else learns of it only so.
        tell(before);
      }
    }
  }

  private void open() {
    committing = false;
    handle = transactions.open();
    withoutSinceNanos = 0;
  }

  /// @return whether it is over
  private boolean endIfOver(Throwable cause) {
    if (cause instanceof RuntimeException e && transactions.isOver(e)) {
      over = e;
      fatal.report("writer", e);
    }
    return over != null;
  }

  /// After an error in a group: undoes what is left of it, and tells its owners, unless it turns
  /// out that it was stored.
  private boolean isStoredAfterAll(List<Task<?>> group, Throwable cause) {
    boolean doubt = committing && transactions.leavesDoubt(cause);
    discard();
    if (!doubt) {
      fail(group, endIfOver(cause) ? StorageException.Kind.BUSY : transactions.kind(cause), cause);
      return false;
    }
    log.warn("the connection was lost in a commit; asking what became of it", cause);
    long began = System.nanoTime();
    do {
      try {
        open();
        if (transactions.isStored(handle)) {
          return true;
        }
        fail(group, transactions.kind(cause), cause);
        return false;
      } catch (RuntimeException e) {
        log.debug("the database cannot be asked yet", e);
        discard();
        if (endIfOver(e)) {
          fail(group, StorageException.Kind.IN_DOUBT, cause);
          return false;
        }
        LockSupport.parkNanos(ASK_AGAIN_NANOS);
      }
    } while (System.nanoTime() - began < doubtNanos);
    doubtful = List.copyOf(group);
    fail(group, StorageException.Kind.IN_DOUBT, cause);
    return false;
  }

  /// Runs all tasks in one transaction, and commits it unless one of them throws, which is rare:
  /// then everything is undone, and all of it is done again with a savepoint for each task. Such a
  /// savepoint has SQLite copy every page that its task touches, which costs about as much as the
  /// task. So a task may run twice, the second time as if it had never run.
  ///
  /// @return whether it is committed
  private boolean attempt(List<Task<?>> group) {
    beginFirst(scopes(group));
    for (Task<?> task : group) {
      try {
        task.run(handle);
      } catch (RuntimeException e) {
        if (transactions.endsTransaction(e)) {
          throw e;
        }
        log.debug("a task undid its changes", e);
        Jdbc.execute(handle, "ROLLBACK");
        return false;
      }
    }
    commit(group);
    return true;
  }

  private void attemptApart(List<Task<?>> group) {
    begin(scopes(group));
    for (Task<?> task : group) {
      attempt(task);
    }
    commit(group);
  }

  /// What a group is about; null if one of its tasks may change anything.
  private static Set<Scope> scopes(List<Task<?>> group) {
    Set<Scope> scopes = new HashSet<>();
    for (Task<?> task : group) {
      if (task.scope == null) {
        return null;
      }
      scopes.add(task.scope);
    }
    return scopes;
  }

  /// A connection may have been closed while there was nothing to write.
  private void beginFirst(Set<Scope> scopes) {
    if (handle != null) {
      try {
        begin(scopes);
        return;
      } catch (RuntimeException e) {
        if (!transactions.isLost(e)) {
          throw e;
        }
        log.info("the connection was closed; making another: {}", e.getMessage());
        discard();
      }
    }
    reopen();
    begin(scopes);
  }

  private void begin(Set<Scope> scopes) {
    committing = false;
    transactions.begin(handle, scopes);
  }

  private void commit(List<Task<?>> group) {
    if (transactions.collects()) {
      for (Task<?> task : group) {
        task.tell(fatal);
      }
    }
    committing = true;
    long begun = System.nanoTime();
    transactions.commit(handle);
    metrics.committed(System.nanoTime() - begun);
  }

  /// Runs one task inside its savepoint. An error that may have ended the whole transaction goes
  /// up, and the tasks before this one with it.
  private void attempt(Task<?> task) {
    Jdbc.execute(handle, "SAVEPOINT task");
    try {
      task.run(handle);
    } catch (RuntimeException e) {
      if (transactions.endsTransaction(e)) {
        throw e;
      }
      Jdbc.execute(handle, "ROLLBACK TO task");
      task.failure = e;
    }
    Jdbc.execute(handle, "RELEASE task");
  }

  /// It is on disk whatever becomes of the news about it. But those who are connected would never
  /// get it if the server went on after this.
  private static void missed(String what, Throwable e, FatalErrors fatal) {
    log.error(what, e);
    if (FatalErrors.isFatal(e)) {
      fatal.report("writer", e);
    }
  }

  /// After such an error rollback() itself may throw, and the connection's state is anybody's
  /// guess.
  private void discard() {
    Handle broken = handle;
    handle = null;
    if (withoutSinceNanos == 0) {
      withoutSinceNanos = System.nanoTime() | 1;
    }
    if (broken != null) {
      try {
        broken.close();
      } catch (RuntimeException e) {
        log.warn("closing the writing connection failed: {}", e.getMessage());
      }
    }
  }

  private void fail(List<Task<?>> group, StorageException.Kind kind, Throwable cause) {
    metrics.failed(kind);
    log.error("a group of {} was not stored ({}): {}", group.size(), kind, cause.getMessage());
    String what =
        kind == StorageException.Kind.IN_DOUBT
            ? "nobody knows whether it was stored"
            : "it was not stored, and nothing was changed";
    for (Task<?> task : group) {
      task.future.completeExceptionally(new StorageException(kind, what, cause));
    }
  }

  /// A piece of work, its outcome, and whoever waits for it.
  private static final class Task<T> {
    private final Scope scope;
    private final Function<Handle, T> work;
    private final Consumer<? super T> committed;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final long queuedNanos = System.nanoTime();
    private T result;
    private RuntimeException failure;
    private boolean told;

    private Task(Scope scope, Function<Handle, T> work, Consumer<? super T> committed) {
      this.scope = scope;
      this.work = work;
      this.committed = committed;
    }

    private void run(Handle handle) {
      result = work.apply(handle);
    }

    private void tell(FatalErrors fatal) {
      if (failure == null && !told) {
        told = true;
        try {
          committed.accept(result);
        } catch (RuntimeException | Error e) {
          missed("what follows a commit failed", e, fatal);
        }
      }
    }

    private void complete() {
      if (failure == null) {
        future.complete(result);
      } else {
        future.completeExceptionally(failure);
      }
    }
  }
}
