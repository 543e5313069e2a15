package chatter.server.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/// The database's clock, which is the one that all servers have: this computer's own, moved by as
/// much as the two differed when they were compared last. So messages that were stored one after
/// the other at two servers have times in that order, however their own clocks are set. Safe for
/// any thread.
public final class StoreClock extends Clock {
  /// An answer that took longer says too little.
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final Clock own;
  private volatile Duration ahead = Duration.ZERO;

  /// @param own this computer's
  public StoreClock(Clock own) {
    this.own = own;
  }

  /// Compares the two.
  ///
  /// @param there asks for the database's time
  void compare(Supplier<Instant> there) {
    Instant asked = own.instant();
    Instant told = there.get();
    Duration took = Duration.between(asked, own.instant());
    // Else it was slow, or this computer's clock was set meanwhile: another time.
    if (!took.isNegative() && took.compareTo(SLOW) < 0) {
      ahead = Duration.between(asked.plus(took.dividedBy(2)), told);
    }
  }

  @Override
  public Instant instant() {
    return own.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return own.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return own.getZone().equals(zone) ? this : new Zoned(zone);
  }

  /// The same in another time zone.
  private final class Zoned extends Clock {
    private final ZoneId zone;

    private Zoned(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public Instant instant() {
      return StoreClock.this.instant();
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return StoreClock.this.withZone(other);
    }
  }
}
