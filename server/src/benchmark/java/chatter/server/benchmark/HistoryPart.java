package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.HdrHistogram.Histogram;

/// How long a page of history takes from a room of a million messages, asked over HTTP, so that the
/// way there and back is in the figure.
final class HistoryPart implements Sections.Section {
  private static final double GOAL_MILLIS = 3;
  private static final double FLAT_BYTES = 10e6;
  private static final int WARM_ROUNDS = 4;

  private final Build build;

  /// @param build whose server is measured
  HistoryPart(Build build) {
    this.build = build;
  }

  @Override
  public void run(boolean quick) throws IOException, InterruptedException {
    int messages = quick ? 100_000 : 1_000_000;
    int times = quick ? 500 : 3_000;
    try (World world = World.of(build, 1, 20)) {
      world.fill(0, messages);
      try (Subject server = Subject.chatter(build, world.data());
          HttpClient http = HttpClient.newHttpClient()) {
        Pages reader = new Pages(http, server, world.members().getFirst());
        SequencedMap<String, Integer> pages = new LinkedHashMap<>();
        pages.put("newest", messages + 1);
        pages.put("middle", messages / 2);
        pages.put("oldest", 1_001 + Pages.SIZE);
        // Until both JVMs have compiled what runs here, and the database's own memory holds what
        // it will hold: otherwise the compilers, which share the server's core, and the filling of
        // that memory would be what is measured.
        for (int warm = 0; warm < WARM_ROUNDS; warm++) {
          for (int before : pages.values()) {
            reader.ask("before", before, times);
          }
        }
        server.collectGarbage();
        long before = server.residentBytes();
        for (var page : pages.entrySet()) {
          tell(page.getKey(), messages, reader.ask("before", page.getValue(), times));
        }
        server.collectGarbage();
        long grown = server.residentBytes() - before;
        Figures.record(
            new Figure(
                build.named("history: memory of the server"),
                "flat",
                String.format(
                    Locale.ROOT,
                    "%.1f MB before %,d pages, %.1f MB after",
                    before / 1e6,
                    3 * times,
                    (before + grown) / 1e6),
                grown <= FLAT_BYTES,
                "RSS after a garbage collection, before and after the pages that are measured",
                Map.of("grownBytes", (double) grown)));
      }
    }
  }

  private void tell(String page, int messages, Histogram histogram) {
    double p99 = histogram.getValueAtPercentile(99) / 1e6;
    double p50 = histogram.getValueAtPercentile(50) / 1e6;
    Figures.record(
        new Figure(
            build.named(
                String.format(Locale.ROOT, "history: %s page of a room of %,d", page, messages)),
            "p99 at most 3 ms",
            String.format(Locale.ROOT, "p99 %.2f ms, p50 %.2f ms", p99, p50),
            p99 <= GOAL_MILLIS,
            "as the client sees it, 50 messages a page, both JVMs warm",
            Map.of("p99Millis", p99, "p50Millis", p50)));
  }
}
