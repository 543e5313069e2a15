package chatter.server.search;

import chatter.server.conversation.ErasedMessage;
import chatter.server.health.Threads;
import chatter.server.store.StorageException;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.server.store.sqlite.DerivedFile;
import chatter.shared.search.SearchTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index in tables of the database, and the one thread of this server that brings it up to
/// date. What there is to do stands in the database itself, since the transaction that made it so:
/// whoever stored it, nothing is forgotten, and a server that was killed leaves it to the next.
final class PostgresIndex implements SearchIndex {
  private static final Logger log = LoggerFactory.getLogger(PostgresIndex.class);

  /// So many commits in a pause mean that people are waiting for the processor.
  private static final long BUSY_GROUPS = 40;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// The longest pause when much is stored. What is put in together costs less than in pieces.
  private static final long LONG_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  private static final long AFTER_TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// What other servers stored and did not put in, as they were killed.
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /// A turn of another server takes about so long.
  private static final long ELSEWHERE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final SequenceStore store;
  private final DerivedFile before;
  private final Asking asking = new Asking();
  private final Searchers searchers = new Searchers();
  private final Thread thread;
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private final AtomicLong groups = new AtomicLong();
  private volatile boolean signalled = true;
  private volatile boolean closing;
  private boolean apart = true;
  private boolean filling;
  private long toldNanos;

  /// Nothing happens before `start`.
  PostgresIndex(PostgresDatabase database, Path folder) {
    this.store = new SequenceStore(database);
    this.before = new DerivedFile(folder, SqliteIndex.FILE);
    this.thread = Thread.ofPlatform().name("search-index").daemon().unstarted(this::run);
  }

  @Override
  public void start() {
    // From when the chat was in a file: nothing that is deleted now would be taken out of it.
    before.forget();
    if (!SearchIndex.isOff()) {
      thread.start();
    }
  }

  @Override
  public void stored() {
    groups.incrementAndGet();
    if (!signalled) {
      signal();
    }
  }

  private void signal() {
    signalled = true;
    LockSupport.unpark(thread);
  }

  /// A deletion makes it due that the message is taken out; what it said need not be known.
  @Override
  public void erased(ErasedMessage message) {}

  @Override
  public CompletableFuture<Void> current() {
    CompletableFuture<Void> current = new CompletableFuture<>();
    synchronized (waiting) {
      waiting.add(current);
    }
    signal();
    return current;
  }

  @Override
  public Optional<Long> filledFrom() {
    return store.filledFrom();
  }

  @Override
  public <T> T ask(Function<Asked, T> question) {
    return searchers.inTurn(() -> question.apply(asking));
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
        work();
      } catch (RuntimeException e) {
        log.warn("the index for searching is behind: {}", e.getMessage());
        log.debug("the index for searching is behind", e);
        signalled = !closing;
        LockSupport.parkNanos(this, AFTER_TROUBLE_NANOS);
      }
    }
    List<CompletableFuture<Void>> left;
    synchronized (waiting) {
      left = List.copyOf(waiting);
    }
    StorageException end = new StorageException(StorageException.Kind.BUSY, "closing", null);
    left.forEach(each -> each.completeExceptionally(end));
  }

  private void work() {
    List<CompletableFuture<Void>> asked;
    synchronized (waiting) {
      asked = List.copyOf(waiting);
    }
    signalled = false;
    long began = System.nanoTime();
    switch (store.turn()) {
      case ELSEWHERE -> {
        signalled = true;
        LockSupport.parkNanos(this, ELSEWHERE_NANOS);
      }
      case NEWER -> {
        done(asked);
        rest();
      }
      case MORE -> {
        apart = true;
        signalled = true;
      }
      case FILLED -> {
        apart = true;
        signalled = true;
        tell();
        // As long as it took, when others work too.
        pause(Math.min(System.nanoTime() - began, PAUSE_NANOS));
      }
      case SOME -> {
        apart = true;
        done(asked);
        gather();
      }
      case NOTHING -> {
        done(asked);
        rest();
      }
    }
  }

  /// Waits for more that can be put in together.
  private void gather() {
    long before = groups.get();
    pause(PAUSE_NANOS);
    if (groups.get() - before >= BUSY_GROUPS) {
      pause(LONG_PAUSE_NANOS);
    }
    // Until nothing is due: other servers' too.
    signalled = true;
  }

  private void rest() {
    if (apart && !closing) {
      store.tidy();
      apart = false;
    }
    long end = System.nanoTime() + LOOK_AGAIN_NANOS;
    while (!signalled && !closing && end - System.nanoTime() > 0) {
      LockSupport.parkNanos(this, end - System.nanoTime());
    }
    signalled |= !closing;
  }

  /// Waits so long, unless somebody waits for the index.
  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closing && !isAwaited(); left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  private boolean isAwaited() {
    synchronized (waiting) {
      return !waiting.isEmpty();
    }
  }

  private void done(List<CompletableFuture<Void>> asked) {
    synchronized (waiting) {
      // They are the first: others have come behind them, and nobody else takes any out.
      waiting.subList(0, asked.size()).clear();
    }
    asked.forEach(each -> each.complete(null));
    if (filling) {
      filling = false;
      log.info("everything can be found now");
    }
  }

  private void tell() {
    long now = System.nanoTime();
    if (!filling || now - toldNanos > TELL_EVERY_NANOS) {
      filling = true;
      toldNanos = now;
      store
          .filledFrom()
          .ifPresent(
              low -> log.info("preparing for searching: {} messages are still to come", low - 1));
    }
  }

  @Override
  public void close() {
    closing = true;
    signal();
    Threads.awaitEnd(thread);
    searchers.keepOut();
  }

  /// One connection for each question.
  private final class Asking implements Asked {
    @Override
    public List<Long> find(SearchTable.Expression expression, long below, long from, int most) {
      return store.find(expression, below, from, most);
    }

    @Override
    public long below(String until) {
      return store.below(until);
    }

    @Override
    public long from(String since) {
      return store.from(since);
    }
  }
}
