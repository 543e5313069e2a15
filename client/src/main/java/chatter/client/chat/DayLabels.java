package chatter.client.chat;

import chatter.client.ui.Texts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;

/// Dates and times in the reader's words: his language, his time zone, his today.
final class DayLabels {
  private final Texts texts;
  private final Clock clock;
  private final Locale locale;
  private final DateTimeFormatter time;
  private final DateTimeFormatter moment;
  private final DateTimeFormatter date;
  private final DateTimeFormatter dayAndMonth;
  private final DateTimeFormatter dayMonthAndYear;

  /// @param clock with the reader's time zone
  DayLabels(Texts texts, Clock clock, Locale locale) {
    this.texts = texts;
    this.clock = clock;
    this.locale = locale;
    time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
    moment =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale);
    date = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
    dayAndMonth = DateTimeFormatter.ofLocalizedPattern("MMMd").withLocale(locale);
    dayMonthAndYear = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  LocalDate dateOf(Instant at) {
    return LocalDate.ofInstant(at, zone());
  }

  /// "Today", "Yesterday", the weekday within a week, otherwise the date.
  String day(LocalDate day) {
    LocalDate today = today();
    if (day.equals(today)) {
      return texts.say("chat.day.today");
    }
    if (day.equals(today.minusDays(1))) {
      return texts.say("chat.day.yesterday");
    }
    return withinWeek(day, today)
        ? day.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, locale)
        : date.format(day);
  }

  /// The time of day, like 18:53.
  String time(Instant at) {
    return time.format(at.atZone(zone()));
  }

  /// So exactly that nothing is left open: the time today, otherwise date and time.
  String exact(Instant at) {
    return dateOf(at).equals(today()) ? time(at) : moment.format(at.atZone(zone()));
  }

  /// As short as in a list of rooms: the time today, the weekday within a week, otherwise day and
  /// month, and the year if it is another one.
  String brief(Instant at) {
    LocalDate day = dateOf(at);
    LocalDate today = today();
    if (day.equals(today)) {
      return time(at);
    }
    return withinWeek(day, today)
        ? day.getDayOfWeek().getDisplayName(TextStyle.SHORT_STANDALONE, locale)
        : (day.getYear() == today.getYear() ? dayAndMonth : dayMonthAndYear).format(day);
  }

  ZoneId zone() {
    return clock.getZone();
  }

  private static boolean withinWeek(LocalDate day, LocalDate today) {
    return day.isBefore(today) && day.isAfter(today.minusDays(7));
  }
}
