package chatter.server;

import chatter.server.web.server.Condition.NotReady;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether new people may be sent to this server. The database is looked at when somebody asks, at
/// most once a second whoever asks how often: strangers may ask, too. Safe for any thread.
final class Readiness {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  /// So long ago the database may have been seen last.
  static final Duration LATEST = Duration.ofSeconds(5);

  /// It is not looked at more often than that.
  static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// How long somebody waits for the look who would else be told that there is no database.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final BooleanSupplier serves;
  private final Predicate<Duration> writes;
  private final Runnable read;
  private final LongSupplier nanoTime;
  private volatile boolean leaving;
  private volatile long seenNanos;
  private long lookedNanos;
  private CompletableFuture<Void> look = CompletableFuture.completedFuture(null);

  /// @param serves whether somebody who is connected is served
  /// @param writes whether what was written within that time is stored
  /// @param read reads something from the database, and throws if that fails; may block
  /// @param nanoTime a monotonic clock
  Readiness(
      BooleanSupplier serves, Predicate<Duration> writes, Runnable read, LongSupplier nanoTime) {
    this.serves = serves;
    this.writes = writes;
    this.read = read;
    this.nanoTime = nanoTime;
    this.seenNanos = nanoTime.getAsLong() - LATEST.toNanos() - 1;
    this.lookedNanos = seenNanos;
  }

  /// From now on nobody new is to come.
  void leave() {
    leaving = true;
  }

  /// Why nobody new should come; empty if they may.
  Optional<NotReady> trouble() {
    if (leaving) {
      return Optional.of(NotReady.DRAINING);
    }
    if (!serves.getAsBoolean()) {
      return Optional.of(NotReady.FAILING);
    }
    CompletableFuture<Void> underWay = look();
    if (!seen()) {
      await(underWay);
    }
    return writes.test(LATEST) && seen() ? Optional.empty() : Optional.of(NotReady.DATABASE);
  }

  private boolean seen() {
    return nanoTime.getAsLong() - seenNanos <= LATEST.toNanos();
  }

  /// Begins to look, unless that was done just now or is under way: a database that does not answer
  /// must not gather threads that wait for it.
  private synchronized CompletableFuture<Void> look() {
    long now = nanoTime.getAsLong();
    if (look.isDone() && now - lookedNanos >= LOOK_EVERY.toNanos()) {
      lookedNanos = now;
      CompletableFuture<Void> begun = new CompletableFuture<>();
      look = begun;
      Thread.ofVirtual().name("readiness").start(() -> look(begun));
    }
    return look;
  }

  private void look(CompletableFuture<Void> begun) {
    // Not when it answered: what it says then was true when it was asked.
    long asked = nanoTime.getAsLong();
    try {
      read.run();
      seenNanos = asked;
    } catch (RuntimeException e) {
      log.debug("the database was not seen", e);
    } finally {
      begun.complete(null);
    }
  }

  private static void await(CompletableFuture<Void> underWay) {
    try {
      underWay.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("the database does not answer", e);
    }
  }
}
