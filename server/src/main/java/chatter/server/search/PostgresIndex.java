package chatter.server.search;

import chatter.server.conversation.ErasedMessage;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.server.store.sqlite.DerivedFile;
import chatter.shared.search.SearchTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index in tables of the database, and the one thread of this server that brings it up to
/// date. What there is to do stands in the database itself, since the transaction that made it so:
/// whoever stored it, nothing is forgotten, and a server that was killed leaves it to the next.
final class PostgresIndex implements SearchIndex, IndexThread.Work {
  private static final Logger log = LoggerFactory.getLogger(PostgresIndex.class);

  /// A turn of another server takes about so long.
  private static final long ELSEWHERE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final SequenceStore store;
  private final DerivedFile before;
  private final Asking asking = new Asking();
  private final Searchers searchers = new Searchers();
  private final IndexThread thread = new IndexThread(this);
  private boolean apart = true;
  private boolean filling;
  private long toldNanos;

  /// Nothing happens before `start`.
  PostgresIndex(PostgresDatabase database, Path folder) {
    this.store = new SequenceStore(database);
    this.before = new DerivedFile(folder, SqliteIndex.FILE);
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
    thread.stored();
  }

  /// A deletion makes it due that the message is taken out; what it said need not be known.
  @Override
  public void erased(ErasedMessage message) {}

  @Override
  public CompletableFuture<Void> current() {
    return thread.current();
  }

  @Override
  public Optional<Long> filledFrom() {
    return store.filledFrom();
  }

  @Override
  public <T> T ask(Function<Asked, T> question) {
    return searchers.inTurn(() -> question.apply(asking));
  }

  @Override
  public void turn(List<CompletableFuture<Void>> asked) {
    long began = System.nanoTime();
    switch (store.turn()) {
      case ELSEWHERE -> {
        thread.signal();
        LockSupport.parkNanos(this, ELSEWHERE_NANOS);
      }
      case NEWER, NOTHING -> {
        done(asked);
        rest();
      }
      case MORE -> {
        apart = true;
        thread.signal();
      }
      case FILLED -> {
        apart = true;
        thread.signal();
        tell();
        thread.yieldFor(System.nanoTime() - began);
      }
      case SOME -> {
        apart = true;
        done(asked);
        thread.gather();
        // Until nothing is due: other servers' too.
        thread.signal();
      }
    }
  }

  @Override
  public void failed(Throwable cause) {
    // What there is to do stands in the database.
  }

  @Override
  public void ended() {
    // Nothing is held.
  }

  private void rest() {
    if (apart && !thread.isClosing()) {
      store.tidy();
      apart = false;
    }
    thread.rest();
  }

  private void done(List<CompletableFuture<Void>> asked) {
    thread.done(asked);
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
    thread.close();
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
