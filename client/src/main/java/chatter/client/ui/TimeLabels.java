package chatter.client.ui;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.util.Locale;

/// Dates and times as this reader writes them. The words of the program are English, so dates come
/// in the reader's own English, or else in Britain's; whether it is 18:53 or 6:53 PM is taken from
/// the reader's language. The page does the same, held to the same examples. Immutable.
public final class TimeLabels {
  private final Clock clock;
  private final Texts texts;
  private final Locale english;
  private final DateTimeFormatter time;
  private final DateTimeFormatter longDay;
  private final DateTimeFormatter longDayYear;
  private final DateTimeFormatter month;
  private final DateTimeFormatter monthYear;
  private final DateTimeFormatter dayMonth;
  private final DateTimeFormatter dayMonthYear;

  /// @param clock with the reader's time zone
  /// @param locale the reader's language and country
  public TimeLabels(Clock clock, Locale locale) {
    this.clock = clock;
    texts = Texts.shared();
    english = locale.getLanguage().equals("en") ? locale : Locale.UK;
    // "h" counts the hours of half a day, "H" those of a whole one.
    boolean halves = pattern("j", locale).replaceAll("'[^']*'", "").contains("h");
    time = halves ? formatter(pattern("hm", english)) : formatter("HH:mm");
    longDay = formatter(inFull(pattern("MMMMEEEEd", english)));
    longDayYear = formatter(inFull(pattern("yMMMMEEEEd", english)));
    month = formatter("LLLL");
    monthYear = formatter(inFull(pattern("yMMMM", english)));
    dayMonth = formatter(pattern("MMMd", english));
    dayMonthYear = formatter(pattern("yMMMd", english));
  }

  private static String pattern(String fields, Locale locale) {
    return DateTimeFormatterBuilder.getLocalizedDateTimePattern(
        fields, IsoChronology.INSTANCE, locale);
  }

  /// Java knows the order of fields for short names, and long ones stand in the same.
  private static String inFull(String pattern) {
    return pattern.replaceAll("E+", "EEEE").replaceAll("M+", "MMMM");
  }

  private DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, english);
  }

  /// The day that is today for the reader.
  public LocalDate today() {
    return LocalDate.now(clock);
  }

  /// The day of the reader that a moment belongs to.
  public LocalDate dateOf(Instant at) {
    return here(at).toLocalDate();
  }

  /// The time of day, like 18:53.
  public String time(Instant at) {
    return time.format(here(at));
  }

  /// Today, Yesterday, a weekday within a week, else the long date.
  public String day(LocalDate day) {
    LocalDate today = today();
    if (day.equals(today)) {
      return texts.say("day.today");
    }
    if (day.equals(today.minusDays(1))) {
      return texts.say("day.yesterday");
    }
    if (day.isBefore(today) && day.isAfter(today.minusDays(7))) {
      return day.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, english);
    }
    return (day.getYear() == today.getYear() ? longDay : longDayYear).format(day);
  }

  /// The month, as November; with its year if that is another one.
  public String month(Instant at) {
    boolean ofThisYear = dateOf(at).getYear() == today().getYear();
    return (ofThisYear ? month : monthYear).format(here(at));
  }

  /// For lists: the time today, the weekday within a week, else the date. What is said to be of a
  /// day to come is of a clock that is ahead, and has its time.
  public String brief(Instant at) {
    LocalDate day = dateOf(at);
    LocalDate today = today();
    if (!day.isBefore(today)) {
      return time(at);
    }
    return day.isAfter(today.minusDays(7))
        ? day.getDayOfWeek().getDisplayName(TextStyle.SHORT_STANDALONE, english)
        : date(day, today);
  }

  /// So that nothing is left open, also of what is to come: the time today, else date and time.
  public String exact(Instant at) {
    LocalDate day = dateOf(at);
    LocalDate today = today();
    return day.equals(today) ? time(at) : date(day, today) + ", " + time(at);
  }

  /// The whole of it, for whoever reads it elsewhere or later: Monday 23 November 2026 at 18:53.
  public String full(Instant at) {
    return texts.say("day.at", longDayYear.format(here(at)), time(at));
  }

  private String date(LocalDate day, LocalDate today) {
    return (day.getYear() == today.getYear() ? dayMonth : dayMonthYear).format(day);
  }

  /// Where the reader is.
  public ZoneId zone() {
    return clock.getZone();
  }

  private ZonedDateTime here(Instant at) {
    return at.atZone(clock.getZone());
  }
}
