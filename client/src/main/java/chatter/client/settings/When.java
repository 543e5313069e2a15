package chatter.client.settings;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Points in time as short as they can be understood: the time today, the date otherwise.
final class When {
  private final Clock clock;
  private final DateTimeFormatter time;
  private final DateTimeFormatter date;

  /// @param clock with the reader's time zone
  When(Clock clock, Locale locale) {
    this.clock = clock;
    time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
    date = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
  }

  String brief(Instant instant) {
    ZonedDateTime local = instant.atZone(clock.getZone());
    return local.toLocalDate().equals(LocalDate.now(clock))
        ? time.format(local)
        : date.format(local);
  }
}
