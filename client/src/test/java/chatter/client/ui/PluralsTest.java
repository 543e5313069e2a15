package chatter.client.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PluralsTest {
  /// A line is a language, a form, and numbers: `pl few 2~4, 22~24, 102`.
  private static List<String> samples() throws IOException {
    try (InputStream samples = PluralsTest.class.getResourceAsStream("plural-samples.txt")) {
      return new String(samples.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleOfUnicodeTakesItsForm(String line) {
    String[] parts = line.split(" ", 3);
    Plurals plurals = Plurals.of(Locale.forLanguageTag(parts[0]));
    for (String range : parts[2].split(", ", -1)) {
      String[] ends = range.split("~", -1);
      for (long n = Long.parseLong(ends[0]); n <= Long.parseLong(ends[ends.length - 1]); n++) {
        assertEquals(parts[1], plurals.form(n), parts[0] + " " + n);
      }
    }
  }

  @Test
  void everyRuleHasSamples() throws Exception {
    Properties rules = new Properties();
    try (InputStream table = Plurals.class.getResourceAsStream("plurals/rules.properties")) {
      rules.load(table);
    }
    Set<String> sampled =
        samples().stream()
            .map(line -> line.split(" ", 3))
            .map(parts -> parts[0] + "." + parts[1])
            .filter(form -> !form.endsWith(".other"))
            .collect(Collectors.toSet());
    assertEquals(rules.stringPropertyNames(), sampled);
  }

  @Test
  void aNegativeNumberTakesTheFormOfItsSize() {
    assertEquals("one", Plurals.of(Locale.ENGLISH).form(-1));
  }

  @Test
  void aLanguageWithoutRulesIsRefused() {
    Locale klingon = Locale.forLanguageTag("tlh");
    assertThrows(IllegalArgumentException.class, () -> Plurals.of(klingon));
  }
}
