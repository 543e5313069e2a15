package chatter.client.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands still until told.
public final class TestClock extends Clock {
  private Instant now = Instant.parse("2026-11-23T11:43:00Z");

  private ZoneId zone = ZoneOffset.UTC;

  public void travel(ZoneId to) {
    zone = to;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("always UTC");
  }

  @Override
  public Instant instant() {
    return now;
  }
}
