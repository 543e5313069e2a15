package chatter.client.ui;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Points in time as short as they can be understood. Immutable.
public final class When {
  private final Clock clock;
  private final DateTimeFormatter time;
  private final DateTimeFormatter date;
  private final DateTimeFormatter both;

  /// @param clock with the reader's time zone
  public When(Clock clock, Locale locale) {
    this.clock = clock;
    time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
    date = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
    both =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale);
  }

  /// The time today, the date otherwise.
  public String brief(Instant instant) {
    return (isToday(instant) ? time : date).format(instant.atZone(clock.getZone()));
  }

  /// The time today, the date and the time otherwise.
  public String exact(Instant instant) {
    return (isToday(instant) ? time : both).format(instant.atZone(clock.getZone()));
  }

  private boolean isToday(Instant instant) {
    return instant.atZone(clock.getZone()).toLocalDate().equals(LocalDate.now(clock));
  }
}
