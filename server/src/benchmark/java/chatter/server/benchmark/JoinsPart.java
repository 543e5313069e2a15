package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Many join a room one after the other while its people talk: each is told to everybody who is in
/// it by then, and must hold up nobody's words.
final class JoinsPart implements Sections.Section {
  private static final int PEOPLE = 200;
  private static final int WRITERS = 20;
  private static final int PER_SECOND = 50;
  private static final double GOAL_MILLIS = 100;

  @Override
  public void run(boolean quick) throws IOException, InterruptedException {
    int coming = quick ? 100 : 1_000;
    int warm = coming / 10;
    try (World world = World.of(1, PEOPLE)) {
      List<Peer.Member> outside = world.addOutsiders(warm + coming);
      try (Subject server = Subject.chatter(world.data());
          Swarm swarm = new Swarm(server);
          HttpClient http = HttpClient.newHttpClient()) {
        swarm.connect(world.members());
        List<Integer> writers = IntStream.range(0, WRITERS).boxed().toList();
        swarm.pace(writers, PER_SECOND);
        Swarm.pause(quick ? 3_000 : 10_000);
        join(http, server, outside.subList(0, warm), PEOPLE + 1);
        swarm.begin();
        long begin = System.nanoTime();
        Histogram joins =
            join(http, server, outside.subList(warm, warm + coming), PEOPLE + 1 + warm);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Swarm.Window window = swarm.end();
        swarm.pace(writers, 0);
        double p99 = window.deliveryMillis(99);
        double joinP99 = joins.getValueAtPercentile(99) / 1e6;
        Figures.record(
            new Figure(
                String.format(
                    Locale.ROOT,
                    "%,d people join a room of %d that talks: delivery",
                    coming,
                    PEOPLE),
                "p99 at most 100 ms",
                String.format(
                    Locale.ROOT, "p99 %.1f ms, p50 %.1f ms", p99, window.deliveryMillis(50)),
                p99 <= GOAL_MILLIS,
                String.format(
                    Locale.ROOT,
                    "one by one, %.0f a second, each answered within %.1f ms (p99); %d messages/s"
                        + " meanwhile, %,d deliveries of them, to those who had just joined too;"
                        + " server %.0f %%, load %.0f %% of a core",
                    coming / seconds,
                    joinP99,
                    PER_SECOND,
                    window.delivered,
                    window.serverCpuSeconds / seconds * 100,
                    window.loadCpuSeconds / seconds * 100),
                Map.of(
                    "p99Millis",
                    p99,
                    "p50Millis",
                    window.deliveryMillis(50),
                    "joinP99Millis",
                    joinP99,
                    "joinsPerSecond",
                    coming / seconds,
                    "serverCpuShare",
                    window.serverCpuSeconds / seconds)));
      }
    }
  }

  /// @param account the number of the first
  private static Histogram join(
      HttpClient http, Subject server, List<Peer.Member> people, int account)
      throws IOException, InterruptedException {
    Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    for (int i = 0; i < people.size(); i++) {
      Peer.Member person = people.get(i);
      String body = "{\"accounts\":[" + (account + i) + "]}";
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:"
                          + server.port()
                          + "/api/conversations/"
                          + person.room()
                          + "/members"))
              .header("Authorization", "Bearer " + person.token())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      long begin = System.nanoTime();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      histogram.recordValue(System.nanoTime() - begin);
      if (answer.statusCode() != 200) {
        throw new IOException("joining was answered with " + answer.statusCode());
      }
    }
    return histogram;
  }
}
