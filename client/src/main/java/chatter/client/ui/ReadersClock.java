package chatter.client.ui;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TimeZone;

/// The time where the reader is now: the zone is asked for each time, since the system's may change
/// while the program runs. Safe for any thread.
public final class ReadersClock extends Clock {
  /// Java asks the system once and keeps the answer; so what it kept is forgotten, now and then.
  public static void lookAgain() {
    System.clearProperty("user.timezone");
    TimeZone.setDefault(null);
  }

  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.system(zone);
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant();
  }
}
