package chatter.server.benchmark;

import chatter.server.Examples;
import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import chatter.shared.text.TextTree;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What reading a text as a tree costs: of the examples, all that are as long as a message may be
/// and made to be dear, and of those the dearest.
final class TextPart implements Sections.Section {
  private static final double GOAL_MILLIS = 5;
  private static final int LONG = 5_000;

  @Override
  public void run(boolean quick) throws IOException {
    int times = quick ? 20 : 200;
    String dearest = "";
    double most = 0;
    for (JsonNode example : Examples.file("text.json")) {
      String text = text(example.get("text"));
      if (text.length() >= LONG) {
        double median = medianMillis(text, times);
        if (median > most) {
          most = median;
          dearest = example.get("name").asString();
        }
      }
    }
    Figures.record(
        new Figure(
            "the dearest 8,000 characters as a tree",
            "median at most 5 ms",
            String.format(Locale.ROOT, "median %.2f ms", most),
            most <= GOAL_MILLIS,
            "they are: " + dearest,
            Map.of("worstMedianMillis", most)));
  }

  private static double medianMillis(String text, int times) {
    for (int i = 0; i < times; i++) {
      TextTree.of(text);
    }
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      TextTree.of(text);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[times / 2] / 1e6;
  }

  private static String text(JsonNode text) {
    if (text.isArray()) {
      return StreamSupport.stream(text.spliterator(), false)
          .map(TextPart::text)
          .collect(Collectors.joining());
    }
    return text.isString()
        ? text.asString()
        : text.get("repeat").asString().repeat(text.get("times").asInt());
  }
}
