package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import chatter.shared.api.ApiJson;
import chatter.shared.api.SearchResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// How long searching takes among a million messages in a hundred rooms, for somebody who is in
/// thirty of them; how long the index takes to be made, how large it is, and what it costs those
/// who write.
final class SearchPart implements Sections.Section {
  private static final int ROOMS = 100;
  private static final int PEOPLE = 4;
  private static final int EVERY = 3;
  private static final int WORDS = 20_000;
  private static final int WARM = 400;
  private static final double GOAL_MILLIS = 30;
  private static final double SHORT_GOAL_MILLIS = 60;
  private static final double SIZE_GOAL = 4;
  private static final double WRITES_GOAL = 0.9;
  private static final int WRITE_ROOMS = 200;
  private static final int WRITE_PEOPLE = 5;
  private static final int IN_FLIGHT = 8;

  /// One message in so many has a word that few have; each such word is in some thirty messages.
  private static final int RARE = 331;

  private static final int RARE_IN = 30;

  private static final String[] SYLLABLES =
      ("ka ri to me lo sa ne vi du pa the ing er on an st re al en ti es or te of ed is it at ar nd"
              + " ha co de ma ra li ch ur")
          .split(" ", -1);

  private static final String HAN =
      "\u4eca\u5929\u6211\u4eec\u53bb\u770b\u7535\u5f71\u660e\u65e5\u4f1a\u8bae\u5728\u516b\u70b9\u5f00\u59cb\u8bf7\u51c6\u65f6\u5230\u8fbe\u8c22\u5927\u5bb6";

  private final List<String> words = words();

  @Override
  public void run(boolean quick) throws IOException, InterruptedException {
    int messages = quick ? 100_000 : 1_000_000;
    int times = quick ? 200 : 1_000;
    try (World world = World.of(ROOMS, PEOPLE)) {
      world.joinSome(1, EVERY);
      Random random = new Random(1);
      long bytes = world.fillAll(messages, i -> text(random, i));
      try (Subject server = Subject.chatter(world.data());
          HttpClient http = HttpClient.newHttpClient()) {
        Asker asker = new Asker(http, server, world.members().getFirst().token());
        fill(asker, messages);
        size(world, messages, bytes);
        Random chosen = new Random(2);
        tell(asker, times, "a common word", GOAL_MILLIS, i -> words.get(i % 50), true);
        tell(
            asker,
            times,
            "a rare word",
            GOAL_MILLIS,
            i -> rare(chosen.nextInt(messages / RARE / RARE_IN)),
            true);
        tell(
            asker,
            times,
            "a missing word",
            GOAL_MILLIS,
            i ->
                words.get(WORDS - 1 - chosen.nextInt(2_000))
                    + words.get(chosen.nextInt(WORDS))
                    + "q",
            false);
        tell(
            asker,
            times,
            "two words, of one person",
            SHORT_GOAL_MILLIS,
            i -> words.get(i % 40) + " " + words.get(3 + i % 60) + " from:@" + (1 + i % 100),
            true);
        tell(asker, times, "two letters", SHORT_GOAL_MILLIS, i -> SYLLABLES[i % 10], true);
        tell(
            asker,
            times,
            "two letters that nobody wrote",
            SHORT_GOAL_MILLIS,
            i -> "q" + (char) ('a' + i % 26),
            false);
        tell(
            asker,
            times,
            "two Chinese characters",
            SHORT_GOAL_MILLIS,
            i -> HAN.substring(i % 20, i % 20 + 2),
            true);
      }
    }
    writes(quick);
  }

  private static void fill(Asker asker, int messages) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (asker.find("xyzzy").upTo() != null) {
      Thread.sleep(100);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Figures.record(
        new Figure(
            String.format(Locale.ROOT, "search: making the index of %,d messages", messages),
            "beside serving",
            String.format(Locale.ROOT, "%.1f s, %,.0f messages/s", seconds, messages / seconds),
            true,
            "from the first answer on, with searches in between; " + Machine.pinning(),
            Map.of("seconds", seconds)));
  }

  private static void size(World world, int messages, long bytes) throws IOException {
    long size =
        Files.size(world.data().resolve("chatter.search"))
            + Files.size(world.data().resolve("chatter.search-wal"));
    double times = (double) size / bytes;
    Figures.record(
        new Figure(
            String.format(Locale.ROOT, "search: the index of %,d messages", messages),
            "at most 4 x the text",
            String.format(
                Locale.ROOT, "%.2f x: %.0f MB for %.0f MB", times, size / 1e6, bytes / 1e6),
            times <= SIZE_GOAL,
            "the file with its log, just made",
            Map.of("times", times)));
  }

  private static void tell(
      Asker asker, int times, String what, double goal, IntFunction<String> query, boolean there)
      throws IOException, InterruptedException {
    Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    int hits = 0;
    for (int i = -WARM; i < times; i++) {
      if (i == 0) {
        histogram.reset();
        hits = 0;
      }
      long begin = System.nanoTime();
      SearchResponse found = asker.find(query.apply(i + WARM));
      histogram.recordValue(System.nanoTime() - begin);
      hits += found.hits().size();
    }
    if (there == (hits == 0)) {
      throw new IOException(what + ": " + hits + " were found");
    }
    double p95 = histogram.getValueAtPercentile(95) / 1e6;
    double p50 = histogram.getValueAtPercentile(50) / 1e6;
    Figures.record(
        new Figure(
            "search: " + what,
            String.format(Locale.ROOT, "p95 at most %.0f ms", goal),
            String.format(Locale.ROOT, "p95 %.1f ms, p50 %.1f ms", p95, p50),
            p95 <= goal,
            String.format(
                Locale.ROOT,
                "a page of 20 as the client sees it, in 34 of 100 rooms, %.1f results each",
                (double) hits / times),
            Map.of("p95Millis", p95, "p50Millis", p50)));
  }

  /// What writing costs with the index and without, one after the other.
  private static void writes(boolean quick) throws IOException {
    double without = stored(quick, List.of("-Dchatter.search=off"));
    double with = stored(quick, List.of());
    double ratio = with / without;
    Figures.record(
        new Figure(
            "search: stored messages/s with the index",
            "at least 0.9 x without",
            String.format(Locale.ROOT, "%.2f x: %,.0f and %,.0f", ratio, with, without),
            ratio >= WRITES_GOAL,
            "200 rooms of 5, 8 under way in each; " + Machine.pinning(),
            Map.of("with", with, "without", without)));
  }

  private static double stored(boolean quick, List<String> flags) throws IOException {
    try (World world = World.of(WRITE_ROOMS, WRITE_PEOPLE);
        Subject server = Subject.chatter(world.data(), Subject.classPath(), flags);
        Swarm swarm = new Swarm(server)) {
      swarm.connect(world.members());
      List<Integer> writers =
          IntStream.range(0, WRITE_ROOMS).map(r -> r * WRITE_PEOPLE).boxed().toList();
      swarm.write(writers, IN_FLIGHT);
      Swarm.pause(quick ? 8_000 : 20_000);
      Swarm.Window window = swarm.measure(quick ? 10_000 : 20_000);
      swarm.write(writers, 0);
      return window.messagesPerSecond();
    }
  }

  private String text(Random random, int i) {
    StringBuilder text = new StringBuilder();
    if (i % 50 == 0) {
      for (int c = 3 + random.nextInt(12); c > 0; c--) {
        int at = random.nextInt(HAN.length() - 1);
        text.append(HAN, at, at + 2);
      }
      return text.toString();
    }
    for (int w = 3 + random.nextInt(25); w > 0; w--) {
      // By Zipf: the first words are in most messages, the last in few.
      int rank = (int) Math.min(WORDS - 1, Math.exp(random.nextDouble() * Math.log(WORDS)));
      text.append(words.get(rank)).append(' ');
    }
    if (i % RARE == 0) {
      text.append(rare(i / RARE / RARE_IN));
    }
    return text.toString();
  }

  private static String rare(int number) {
    return "w" + Integer.toString(1_000_000 + number * 7_919, 36) + "x";
  }

  private static List<String> words() {
    Random random = new Random(7);
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < WORDS) {
      StringBuilder word = new StringBuilder();
      for (int s = 1 + random.nextInt(4); s > 0; s--) {
        word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      if (word.length() >= 3) {
        words.add(word.toString());
      }
    }
    return new ArrayList<>(words);
  }

  /// Somebody who searches.
  private record Asker(HttpClient http, Subject server, String token) {
    private SearchResponse find(String query) throws IOException, InterruptedException {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + server.port()
                              + "/api/search?q="
                              + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("a search was answered with " + answer.statusCode());
      }
      return ApiJson.MAPPER.readValue(answer.body(), SearchResponse.class);
    }
  }
}
