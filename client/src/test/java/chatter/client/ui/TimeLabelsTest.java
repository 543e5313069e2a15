package chatter.client.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Examples;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// How dates and times are written.
class TimeLabelsTest {
  @TestFactory
  Stream<DynamicTest> asOnThePage() throws IOException {
    return Examples.tests(
        "times.json",
        example -> {
          Instant at = Instant.parse(example.get("at").asString());
          TimeLabels when =
              new TimeLabels(
                  Clock.fixed(
                      Instant.parse(example.get("now").asString()),
                      ZoneId.of(example.get("zone").asString())),
                  Locale.forLanguageTag(example.get("language").asString()));
          assertEquals(
              Stream.of("time", "day", "brief", "exact")
                  .map(way -> example.get(way).asString())
                  .toList(),
              Stream.of(when.time(at), when.day(when.dateOf(at)), when.brief(at), when.exact(at))
                  .map(TimeLabelsTest::withoutCommas)
                  .toList());
          if (example.has("month")) {
            assertEquals(example.get("month").asString(), withoutCommas(when.month(at)));
          }
        });
  }

  /// Commas and kinds of blanks are not ours: they change with each version of Unicode's tables.
  private static String withoutCommas(String text) {
    return text.replace(",", "").replaceAll("[\\u00a0\\u202f]", " ");
  }

  @Test
  void aWholeDateLeavesNothingOpen() {
    Instant at = Instant.parse("2026-11-23T17:53:00Z");
    Clock later = Clock.fixed(at.plusSeconds(60), ZoneOffset.UTC);
    assertEquals(
        "Monday 23 November 2026 at 17:53",
        withoutCommas(new TimeLabels(later, Locale.UK).full(at)));
    assertEquals(
        "Monday November 23 2026 at 5:53 PM",
        withoutCommas(new TimeLabels(later, Locale.US).full(at)));
  }

  @Test
  void hoursAreReadableInEveryLanguage() {
    Instant at = Instant.parse("2026-11-23T17:53:00Z");
    for (Locale locale : Locale.getAvailableLocales()) {
      String time = new TimeLabels(Clock.fixed(at, ZoneOffset.UTC), locale).time(at);
      assertTrue(time.startsWith("17:53") || time.startsWith("5:53"), locale + " " + time);
    }
  }
}
