package chatter.client.chat.composer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Examples;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The marks that keys put, and what becomes of pasted lines, as on the page.
class MarksTest {
  /// A text with bars at the ends of what is selected, or one for the caret.
  private static FieldText field(String barred) {
    int from = barred.indexOf('|');
    int to = barred.lastIndexOf('|');
    return from == to
        ? FieldText.at(barred.substring(0, from) + barred.substring(from + 1), from)
        : new FieldText(
            barred.substring(0, from) + barred.substring(from + 1, to) + barred.substring(to + 1),
            from,
            to - 1);
  }

  private static String barred(FieldText field) {
    String text = field.text();
    String middle = field.from() == field.to() ? "" : field.selected() + "|";
    return text.substring(0, field.from()) + "|" + middle + text.substring(field.to());
  }

  @TestFactory
  Stream<DynamicTest> marksAreAsOnThePage() throws IOException {
    return Examples.tests(
        "marks.json",
        example -> {
          Marks.Kind kind =
              Marks.Kind.valueOf(example.get("mark").asString().toUpperCase(Locale.ROOT));
          assertEquals(
              example.get("marked").asString(),
              barred(Marks.marked(kind, field(example.get("text").asString()))));
        });
  }

  @TestFactory
  Stream<DynamicTest> pastedLinesAreAsOnThePage() throws IOException {
    return Examples.tests(
        "pasted-code.json",
        example -> {
          if (example.has("pasted")) {
            assertEquals(
                orNothing(example.get("code")),
                PastedCode.codeOf(example.get("pasted").asString()));
          } else {
            assertEquals(
                orNothing(example.get("after")),
                PastedCode.putAsCode(field(example.get("field").asString()))
                    .map(MarksTest::barred));
          }
        });
  }

  private static Optional<String> orNothing(JsonNode text) {
    return text.isNull() ? Optional.empty() : Optional.of(text.asString());
  }

  /// Sixteen times the text would take 256 times as long if each character were looked at with each
  /// other one. It is the processor's time that counts, not that of whoever else works here.
  @ParameterizedTest
  @ValueSource(strings = {"*", "**a", "`", "```\n", "- ", "> - ", ">", "\n", "a "})
  void timeGrowsWithTheText(String piece) {
    leastTime(piece, 8_000);
    long few = Math.max(leastTime(piece, 500), 20_000);
    assertTrue(leastTime(piece, 8_000) < 120 * few);
  }

  private static long leastTime(String piece, int length) {
    String text = piece.repeat(length / piece.length());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 9; i++) {
      long begin = threads.getCurrentThreadCpuTime();
      for (Marks.Kind kind : Marks.Kind.values()) {
        Marks.marked(kind, new FieldText(text, 0, text.length()));
        Marks.marked(kind, FieldText.at(text, text.length() / 2 + 1));
      }
      PastedCode.putAsCode(new FieldText(text, 0, text.length()));
      least = Math.min(least, threads.getCurrentThreadCpuTime() - begin);
    }
    return least;
  }
}
