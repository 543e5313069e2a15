package chatter.shared.protocol;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one way a time is written, on the wire and in the database: ISO 8601 in UTC with exactly
/// three digits of a second, e.g. `2026-11-23T09:00:00.000Z`, so that the order of the texts is the
/// order of the times.
public final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private static final byte[] SHAPE =
      "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
  private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9_999, 12, 31).toEpochDay();
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private Timestamps() {}

  /// The time as text; what is smaller than a millisecond is cut off.
  public static String text(Instant time) {
    // By hand, because every message and every row of a page has one, and the formatter showed in
    // the profile of both threads that every message passes.
    LocalDate day = day(time);
    if (day == null) {
      return FORMAT.format(time);
    }
    int second = (int) Math.floorMod(time.getEpochSecond(), (long) SECONDS_PER_DAY);
    byte[] text = SHAPE.clone();
    put(text, 0, 4, day.getYear());
    put(text, 5, 2, day.getMonthValue());
    put(text, 8, 2, day.getDayOfMonth());
    put(text, 11, 2, second / 3_600);
    put(text, 14, 2, second / 60 % 60);
    put(text, 17, 2, second % 60);
    put(text, 20, 3, time.getNano() / NANOS_PER_MILLI);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /// The day of a time; null if its year has not four digits.
  private static LocalDate day(Instant time) {
    long days = Math.floorDiv(time.getEpochSecond(), (long) SECONDS_PER_DAY);
    if (days < FIRST_DAY || days > LAST_DAY) {
      return null;
    }
    return LocalDate.ofEpochDay(days);
  }

  private static void put(byte[] text, int at, int digits, int number) {
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /// The time that a text says, as `text` or any other program has written it.
  ///
  /// @throws DateTimeParseException if it is no time
  public static Instant parse(String text) {
    if (!hasShape(text)) {
      return Instant.parse(text);
    }
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      // The end of a day, a leap second, or no time at all.
      return Instant.parse(text);
    }
    long day;
    try {
      day = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)).toEpochDay();
    } catch (DateTimeException e) {
      throw new DateTimeParseException("no such day", text, 0, e);
    }
    return Instant.ofEpochSecond(
        day * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second,
        (long) number(text, 20, 3) * NANOS_PER_MILLI);
  }

  private static boolean hasShape(String text) {
    if (text.length() != SHAPE.length) {
      return false;
    }
    for (int i = 0; i < SHAPE.length; i++) {
      char c = text.charAt(i);
      if (SHAPE[i] == '0' ? c < '0' || c > '9' : c != SHAPE[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  /// Makes a JSON mapper write times so.
  public static JacksonModule module() {
    return new SimpleModule("timestamps")
        .addSerializer(
            Instant.class,
            new StdSerializer<Instant>(Instant.class) {
              @Override
              public void serialize(
                  Instant time, JsonGenerator json, SerializationContext context) {
                json.writeString(text(time));
              }
            });
  }
}
