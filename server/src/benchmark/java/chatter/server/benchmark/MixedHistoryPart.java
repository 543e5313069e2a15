package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// How long a page around a message takes in a room in which as much happened to messages as was
/// written: half of what its numbers count is no row.
final class MixedHistoryPart implements Sections.Section {
  private static final double GOAL_MILLIS = 5;
  private static final int WARM_ROUNDS = 8;

  @Override
  public void run(boolean quick) throws IOException, InterruptedException {
    int messages = quick ? 50_000 : 1_000_000;
    int times = quick ? 500 : 3_000;
    try (World world = World.of(1, 20)) {
      world.fillMixed(0, messages);
      try (Subject server = Subject.chatter(world.data());
          HttpClient http = HttpClient.newHttpClient()) {
        Pages reader = new Pages(http, server, world.members().getFirst());
        for (int warm = 0; warm < WARM_ROUNDS; warm++) {
          reader.ask("around", messages, times);
        }
        Histogram histogram = reader.ask("around", messages, times);
        double p99 = histogram.getValueAtPercentile(99) / 1e6;
        double p50 = histogram.getValueAtPercentile(50) / 1e6;
        Figures.record(
            new Figure(
                String.format(
                    Locale.ROOT,
                    "history: page around a message in a room of %,d messages and %,d other entries",
                    messages,
                    messages),
                "p99 at most 5 ms",
                String.format(Locale.ROOT, "p99 %.2f ms, p50 %.2f ms", p99, p50),
                p99 <= GOAL_MILLIS,
                "as the client sees it, 50 rows a page from the middle; of the other entries 85 %"
                    + " are reactions, 10 % edits, 4 % people who came, 1 % deletions",
                Map.of("p99Millis", p99, "p50Millis", p50)));
      }
    }
  }
}
