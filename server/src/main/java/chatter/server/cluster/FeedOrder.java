package chatter.server.cluster;

import chatter.server.cluster.FeedRows.Row;
import chatter.server.store.FeedPosition;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what all servers have committed into its order. Transactions come from here, from the bus
/// and from the database, early, late, twice or not at all, and are told one after the other, each
/// once. What is missing is said to whoever reads it from the database. Safe for any thread.
final class FeedOrder {
  private static final Logger log = LoggerFactory.getLogger(FeedOrder.class);
  private static final long CLOSED = -1;

  /// So many are held that are early. What is beyond comes from the database.
  private static final int MOST_HELD = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableMap<Long, Held> held = new TreeMap<>();
  private final IntConsumer afterwards;
  private Consumer<FeedPosition> beforehand = position -> {};

  /// The database in which the others' transactions are that may be told; null while nobody knows
  /// whether what was told is in the one that this server has come to.
  private String place;

  /// The database before that.
  private String placeBefore;

  /// The last that was told; null before the first.
  private FeedPosition last;

  /// The number that is told next.
  private long next = CLOSED;

  /// The highest number that is known to be there.
  private long seen;

  /// The mark of the transaction that this server may have committed and not told; null if none.
  private String expected;

  /// @param afterwards runs when some were told, before the next may be; gets how many
  FeedOrder(IntConsumer afterwards) {
    this.afterwards = afterwards;
  }

  /// One that is early.
  private record Held(String mark, Runnable telling) {}

  /// Sets what runs before each is told. Before anything is.
  void beforeTelling(Consumer<FeedPosition> action) {
    beforehand = action;
  }

  /// Begins behind a position. Everything up to it is known to those who are here by other ways.
  void open(FeedPosition position) {
    long number = position.number();
    lock.lock();
    try {
      beforehand.accept(position);
      last = position;
      next = number + 1;
      seen = Math.max(number, seen);
      held.headMap(next).clear();
      tellDue();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing that others stored is told any more, until `follow`.
  ///
  /// @return the last that was told; empty if nothing was
  Optional<FeedPosition> pause() {
    lock.lock();
    try {
      placeBefore = place == null ? placeBefore : place;
      place = null;
      return Optional.ofNullable(last);
    } finally {
      lock.unlock();
    }
  }

  /// What is stored in a database is told. If it is another than before, what was heard of that and
  /// not told is forgotten: it may be something else here.
  ///
  /// @param number up to which both are the same
  void follow(String database, long number) {
    lock.lock();
    try {
      boolean same = database.equals(place == null ? placeBefore : place);
      place = database;
      if (!same) {
        held.tailMap(number, false).clear();
        seen = Math.max(number, next - 1);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// In which database the others' transactions are that may be told; empty if in none.
  Optional<String> place() {
    lock.lock();
    try {
      return Optional.ofNullable(place);
    } finally {
      lock.unlock();
    }
  }

  /// The next transaction of this server has that mark. It tells that one itself: only it knows to
  /// whom it owes an answer.
  void expect(String mark) {
    lock.lock();
    try {
      expected = mark;
    } finally {
      lock.unlock();
    }
  }

  /// This server's transaction is committed.
  void committed(FeedPosition position, Runnable telling) {
    lock.lock();
    try {
      expected = null;
      offer(position, telling);
    } finally {
      lock.unlock();
    }
  }

  /// Another server's transaction is committed, or its own of which it did not know.
  ///
  /// @param database in which it is
  /// @return whether it was neither told before nor held already, and is in the right one
  boolean heard(String database, FeedPosition position, Runnable telling) {
    lock.lock();
    try {
      return database.equals(place) && offer(position, telling);
    } finally {
      lock.unlock();
    }
  }

  /// Whether a number was neither told nor is held.
  boolean isNew(long number) {
    lock.lock();
    try {
      return (next == CLOSED || number >= next) && !held.containsKey(number);
    } finally {
      lock.unlock();
    }
  }

  /// A number is there, and not what was told of it.
  void hinted(long number) {
    lock.lock();
    try {
      see(number);
    } finally {
      lock.unlock();
    }
  }

  private boolean offer(FeedPosition position, Runnable telling) {
    long number = position.number();
    if (next != CLOSED && number < next) {
      return false;
    }
    see(number);
    if (number != next && held.size() >= MOST_HELD) {
      return false;
    }
    boolean fresh = held.putIfAbsent(number, new Held(position.mark(), telling)) == null;
    tellDue();
    return fresh;
  }

  private void see(long number) {
    if (number > seen) {
      seen = number;
      changed.signalAll();
    }
  }

  private void tellDue() {
    if (next == CLOSED) {
      return;
    }
    int some = 0;
    while (!held.isEmpty() && held.firstKey() == next) {
      // Counted first: what fails is not told again by the next who comes.
      next++;
      some++;
      Map.Entry<Long, Held> due = held.pollFirstEntry();
      last = new FeedPosition(due.getKey(), due.getValue().mark);
      beforehand.accept(last);
      tell(due.getValue().telling);
    }
    if (some > 0) {
      changed.signalAll();
      afterwards.accept(some);
    }
  }

  private static void tell(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      // Everybody who is here misses it, but what comes behind it must not be missed too.
      log.error("what was committed could not be told", e);
    }
  }

  /// Which number is told next.
  long next() {
    lock.lock();
    try {
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// Whether a row is of this server's own transaction that it is about to tell.
  boolean isExpected(Row row) {
    lock.lock();
    try {
      return row.mark().equals(expected);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something is missing and has not come within `graceNanos`, but for at most
  /// `mostNanos`.
  ///
  /// @return the number that is missing; empty if everything that is known of is told
  Optional<Long> awaitGap(long graceNanos, long mostNanos) throws InterruptedException {
    lock.lock();
    try {
      long began = System.nanoTime();
      while (!isBehind()) {
        long left = mostNanos - (System.nanoTime() - began);
        if (left <= 0) {
          return Optional.empty();
        }
        var _ = changed.await(left, TimeUnit.NANOSECONDS);
      }
      long missing = next;
      long grace = System.nanoTime() + graceNanos;
      while (isBehind() && next == missing) {
        long left = grace - System.nanoTime();
        if (left <= 0) {
          return Optional.of(missing);
        }
        var _ = changed.await(left, TimeUnit.NANOSECONDS);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until everything up to a number was told, but for at most `mostNanos`.
  ///
  /// @return whether it was
  boolean await(long number, long mostNanos) throws InterruptedException {
    lock.lock();
    try {
      see(number);
      long end = System.nanoTime() + mostNanos;
      while (next != CLOSED && next <= number) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        var _ = changed.await(left, TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isBehind() {
    return next != CLOSED && seen >= next;
  }

  /// How many wait for one that is missing.
  int held() {
    lock.lock();
    try {
      return held.size();
    } finally {
      lock.unlock();
    }
  }
}
