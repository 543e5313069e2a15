package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How long a page of history takes from a room of a million messages, asked over HTTP, so that the
/// way there and back is in the figure.
final class HistoryPart implements Sections.Section {
  private static final double GOAL_MILLIS = 3;
  private static final double FLAT_BYTES = 10e6;
  private static final int PAGE = 50;
  private static final int WARM_ROUNDS = 4;

  @Override
  public void run(boolean quick) throws IOException, InterruptedException {
    int messages = quick ? 100_000 : 1_000_000;
    int times = quick ? 500 : 3_000;
    try (World world = World.of(1, 20)) {
      world.fill(0, messages);
      try (Subject server = Subject.chatter(world.data());
          HttpClient http = HttpClient.newHttpClient()) {
        Peer.Member reader = world.members().getFirst();
        SequencedMap<String, Integer> pages = new LinkedHashMap<>();
        pages.put("newest", messages + 1);
        pages.put("middle", messages / 2);
        pages.put("oldest", 1_001 + PAGE);
        // Until both JVMs have compiled what runs here, and the database's own memory holds what
        // it will hold: otherwise the compilers, which share the server's core, and the filling of
        // that memory would be what is measured.
        for (int warm = 0; warm < WARM_ROUNDS; warm++) {
          for (int before : pages.values()) {
            ask(http, server, reader, before, times);
          }
        }
        server.collectGarbage();
        long before = server.residentBytes();
        for (var page : pages.entrySet()) {
          tell(page.getKey(), messages, ask(http, server, reader, page.getValue(), times));
        }
        server.collectGarbage();
        long grown = server.residentBytes() - before;
        Figures.record(
            new Figure(
                "history: memory of the server",
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

  private static Histogram ask(
      HttpClient http, Subject server, Peer.Member reader, int before, int times)
      throws IOException, InterruptedException {
    Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    for (int i = 0; i < times; i++) {
      // Never the same page twice: neighbours of the one that is meant.
      long seq = Math.max(PAGE + 1, before - i % 1_000);
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:"
                          + server.port()
                          + "/api/conversations/"
                          + reader.room()
                          + "/messages?limit="
                          + PAGE
                          + "&before="
                          + seq))
              .header("Authorization", "Bearer " + reader.token())
              .build();
      long begin = System.nanoTime();
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      histogram.recordValue(System.nanoTime() - begin);
      if (answer.statusCode() != 200 || answer.body().length < PAGE * 100) {
        throw new IOException("history was answered with " + answer.statusCode());
      }
    }
    return histogram;
  }

  private static void tell(String page, int messages, Histogram histogram) {
    double p99 = histogram.getValueAtPercentile(99) / 1e6;
    double p50 = histogram.getValueAtPercentile(50) / 1e6;
    Figures.record(
        new Figure(
            String.format(Locale.ROOT, "history: %s page of a room of %,d", page, messages),
            "p99 at most 3 ms",
            String.format(Locale.ROOT, "p99 %.2f ms, p50 %.2f ms", p99, p50),
            p99 <= GOAL_MILLIS,
            "as the client sees it, 50 messages a page, both JVMs warm",
            Map.of("p99Millis", p99, "p50Millis", p50)));
  }
}
