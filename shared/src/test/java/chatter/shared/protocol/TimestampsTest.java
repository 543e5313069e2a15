package chatter.shared.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final DateTimeFormatter JAVAS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2024-02-29T12:00:00.0009Z",
        "2026-11-23T09:00:00.123456Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "-0001-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z",
      })
  void writesAndReadsAsJavaDoes(String text) {
    Instant time = Instant.parse(text);
    assertEquals(JAVAS.format(time), Timestamps.text(time));
    assertEquals(time, Timestamps.parse(text));
    assertEquals(time.truncatedTo(ChronoUnit.MILLIS), Timestamps.parse(Timestamps.text(time)));
  }

  @Test
  void writesAndReadsAnyTimeAsJavaDoes() {
    Random random = new Random(20261123);
    long from = Instant.parse("-0100-01-01T00:00:00Z").getEpochSecond();
    long to = Instant.parse("+10100-01-01T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochSecond(random.nextLong(from, to), random.nextInt(1_000_000_000));
      String text = Timestamps.text(time);
      assertEquals(JAVAS.format(time), text);
      assertEquals(Instant.parse(text), Timestamps.parse(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23T24:00:00.000Z", "2026-11-23T23:59:60.000Z"})
  void readsWhatJavaReadsByItself(String text) {
    assertEquals(Instant.parse(text), Timestamps.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-30T09:00:00.000Z",
        "2026-13-01T09:00:00.000Z",
        "2026-00-00T09:00:00.000Z",
        "2026-11-23T25:00:00.000Z",
        "2026-11-23T09:60:00.000Z",
        "2026-11-23T09:00:61.000Z",
        "2026-11-23 09:00:00.000Z",
        "2026-11-23T09:00:00.00xZ",
        "2026-11-23T09:00:00.000X",
      })
  void refusesWhatIsNoTime(String text) {
    assertThrows(DateTimeParseException.class, () -> Timestamps.parse(text));
  }
}
