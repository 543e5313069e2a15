package chatter.server.health;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that this process stood still for a while, as a computer that slept or a virtual machine
/// that was moved. Where there are several servers, those it served are at others by then, have
/// sent again there what it had not answered, and may have been told that it was refused: what it
/// was sent before it must not carry out any more. Safe for any thread.
public final class Standstill implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Standstill.class);
  private static final long LOOK_MILLIS = 100;

  /// Nobody leaves a server sooner because it says nothing.
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final LongSupplier nanoTime;
  private final LongSupplier millis;
  private final Runnable afterwards;
  private final Thread thread =
      Thread.ofPlatform().name("standstill").daemon().unstarted(this::run);

  // Written in this order by one thread, and read in the other.
  private volatile long wokeMillis;
  private volatile long wokeNanos;
  private volatile long lookedMillis;
  private volatile long lookedNanos;
  private volatile boolean looking;

  /// @param afterwards runs each time that it has gone on, on a thread of its own; must be short
  public Standstill(Runnable afterwards) {
    this(System::nanoTime, System::currentTimeMillis, afterwards);
  }

  Standstill(LongSupplier nanoTime, LongSupplier millis, Runnable afterwards) {
    this.nanoTime = nanoTime;
    this.millis = millis;
    this.afterwards = afterwards;
    wokeNanos = nanoTime.getAsLong();
    wokeMillis = millis.getAsLong();
  }

  /// Begins to look. What was before is not noticed.
  public void start() {
    begin();
    thread.start();
  }

  void begin() {
    lookedNanos = nanoTime.getAsLong();
    lookedMillis = millis.getAsLong();
    looking = true;
  }

  /// Whether it has stood still since a moment, on the system's monotonic clock.
  public boolean isSince(long nanos) {
    return isUnnoticed() || wokeNanos - nanos > 0;
  }

  /// Whether it has stood still since a moment, in milliseconds since 1970.
  public boolean isSinceMillis(long moment) {
    return isUnnoticed() || wokeMillis > moment;
  }

  /// Whoever looks for others may not have come to it yet. A clock for waiting stops while some
  /// computers sleep, and the other one can be set.
  private boolean isUnnoticed() {
    return looking
        && (nanoTime.getAsLong() - lookedNanos > LONG_NANOS
            || millis.getAsLong() - lookedMillis > LONG_NANOS / 1_000_000);
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      // Only close() interrupts it.
      Thread.currentThread().interrupt();
    }
  }

  /// Looks how long ago it looked last.
  void look() {
    long nanos = nanoTime.getAsLong();
    long now = millis.getAsLong();
    long stood = Math.max(nanos - lookedNanos, (now - lookedMillis) * 1_000_000);
    boolean still = stood > LONG_NANOS;
    if (still) {
      wokeMillis = now;
      wokeNanos = nanos;
    }
    lookedMillis = now;
    lookedNanos = nanos;
    if (still) {
      log.warn("this server stood still for {} ms", stood / 1_000_000);
      try {
        afterwards.run();
      } catch (RuntimeException e) {
        log.error("what follows a standstill failed", e);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    Threads.awaitEnd(thread);
  }
}
