package chatter.server.benchmark.page;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How the page bears five hundred conversations: the frames in which the list of them is scrolled,
/// at rest and while messages arrive that change its order, and how long it takes to go to one.
public final class PageRooms implements Sections.Section {
  private static final JsonMapper JSON = new JsonMapper();
  static final int CONVERSATIONS = 500;
  private static final int HISTORY = 1_000;

  /// Fewer than the page holds.
  private static final int HELD = 6;

  private static final int LOOK_MILLIS = 250;
  private static final double WAY_SECONDS = 4;
  private static final int MESSAGES_PER_SECOND = 20;
  private static final double SWITCH_MILLIS = 100;

  /// One frame in a hundred may be late, and none may be left out.
  private static final double MOST_PAUSE_MILLIS = 1.5 * PageFigures.FRAME_MILLIS;

  static final String TOGETHER =
      "headless Chromium without a graphics card and the server shared 2 cores";

  @Override
  public void run(boolean quick) throws IOException {
    try (Room room = new Room(HISTORY, CONVERSATIONS - 1)) {
      room.browser.until(
          "all conversations",
          () -> room.devTools.evaluate(Eye.CONVERSATIONS).asInt() == CONVERSATIONS);
      switchToNew(room, quick ? 20 : 100);
      switchToHeld(room, quick ? 30 : 120);
      scroll(room, quick ? 2 : 6);
    }
  }

  private static void scroll(Room room, int ways) {
    String script = String.format(Locale.ROOT, Eye.SCROLL_LIST, Eye.CONVERSATION_LIST, ways);
    double before = room.mainThreadMillis();
    double[] pauses = pauses(room.devTools.evaluate(script));
    double cpu = (room.mainThreadMillis() - before) / pauses.length;
    double[] beside = pauses(besideTraffic(room, ways, () -> room.devTools.evaluate(script)));
    Work work =
        besideTraffic(
            room, ways, () -> Trace.of(room.devTools, () -> room.devTools.evaluate(script)));
    System.out.println("beside traffic: " + work.told() + "; " + work.costs());
    double p99 = Work.percentile(pauses, 99);
    double besideP99 = Work.percentile(beside, 99);
    double dropped = droppedPercent(pauses);
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("framesPerSecond", perSecond(pauses));
    numbers.put("pauseP99Millis", p99);
    numbers.put("longestPauseMillis", pauses[pauses.length - 1]);
    numbers.put("framesDroppedPercent", dropped);
    numbers.put("mainThreadCpuMillis", cpu);
    numbers.put("besideTrafficFramesPerSecond", perSecond(beside));
    numbers.put("besideTrafficPauseP99Millis", besideP99);
    Figures.record(
        new Figure(
            "page: scrolling the list of " + CONVERSATIONS + " conversations",
            "60 frames/s at rest: p99 from frame to frame at most 25 ms",
            String.format(
                Locale.ROOT,
                "%.1f frames/s, p99 %.1f ms, longest %.0f ms, %.1f %% dropped; while messages arrive"
                    + " %.1f frames/s, p99 %.1f ms",
                perSecond(pauses),
                p99,
                pauses[pauses.length - 1],
                dropped,
                perSecond(beside),
                besideP99),
            p99 <= MOST_PAUSE_MILLIS,
            String.format(
                Locale.ROOT,
                "%s; %d frames, 120 px in each, set by a script, and %.1f ms of the main thread's CPU"
                    + " for each. %d messages a second in any of the conversations change the order"
                    + " of the list.",
                TOGETHER,
                pauses.length,
                cpu,
                MESSAGES_PER_SECOND),
            numbers));
  }

  /// Does something while messages arrive.
  private static <T> T besideTraffic(Room room, int ways, Supplier<T> what) {
    double seconds = ways * WAY_SECONDS;
    int messages = (int) (seconds * MESSAGES_PER_SECOND);
    CompletableFuture<Void> traffic =
        CompletableFuture.runAsync(() -> room.talkers.talk(room.places, messages, seconds));
    T done = what.get();
    traffic.join();
    room.talkers.awaitStored();
    return done;
  }

  private static double[] pauses(JsonNode answer) {
    return StreamSupport.stream(answer.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .sorted()
        .toArray();
  }

  private static double perSecond(double[] pauses) {
    return pauses.length / (Arrays.stream(pauses).sum() / 1e3);
  }

  private static double droppedPercent(double[] pauses) {
    double dropped = PageFigures.dropped(pauses);
    return 100 * dropped / (dropped + pauses.length);
  }

  private static void switchToNew(Room room, int times) {
    List<Conversations.Place> rooms = rooms(room);
    double[] whole = new double[times];
    double[] own = new double[times];
    double[] answers = new double[times];
    for (int i = 0; i < times; i++) {
      JsonNode told = open(room, rooms.get(i));
      whole[i] = told.path("painted").asDouble();
      answers[i] = told.path("answer").asDouble();
      own[i] = whole[i] - answers[i];
    }
    for (double[] values : List.of(whole, own, answers)) {
      Arrays.sort(values);
    }
    double p95 = Work.percentile(own, 95);
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("p95BesidesAnswerMillis", p95);
    numbers.put("p95Millis", Work.percentile(whole, 95));
    numbers.put("medianMillis", Work.percentile(whole, 50));
    numbers.put("answerMedianMillis", Work.percentile(answers, 50));
    Figures.record(
        new Figure(
            "page: going to a room that is not held, one of " + CONVERSATIONS,
            "p95 at most 100 ms and the server's answer to painted rows",
            String.format(
                Locale.ROOT,
                "p95 %.0f ms besides the answer; with it p95 %.0f ms, median %.0f ms; the answer"
                    + " median %.0f ms",
                p95,
                Work.percentile(whole, 95),
                Work.percentile(whole, 50),
                Work.percentile(answers, 50)),
            p95 <= SWITCH_MILLIS,
            String.format(
                Locale.ROOT,
                "%s; %d clicks, each on another room; until the frame with its first rows has been"
                    + " drawn. The answer is the page of history as the browser timed it.",
                TOGETHER,
                times),
            numbers));
  }

  private static void switchToHeld(Room room, int times) {
    List<Conversations.Place> rooms = rooms(room).subList(0, HELD);
    for (Conversations.Place place : rooms) {
      var _ = open(room, place);
    }
    double[] painted = new double[times];
    double before = room.mainThreadMillis();
    for (int i = 0; i < times; i++) {
      JsonNode told = open(room, rooms.get(i % HELD));
      painted[i] = told.path("painted").asDouble();
    }
    double cpu = (room.mainThreadMillis() - before) / times;
    Arrays.sort(painted);
    double p95 = Work.percentile(painted, 95);
    double median = Work.percentile(painted, 50);
    Figures.record(
        new Figure(
            "page: going to a room that is held, one of " + CONVERSATIONS,
            "p95 at most 100 ms to painted rows",
            String.format(
                Locale.ROOT,
                "p95 %.0f ms, median %.0f ms, longest %.0f ms",
                p95,
                median,
                painted[times - 1]),
            p95 <= SWITCH_MILLIS,
            String.format(
                Locale.ROOT,
                "%s; %d clicks, six rooms in turn; from the click until the frame with its first"
                    + " rows has been drawn. %.0f ms of the main thread's CPU for each, with what"
                    + " comes after that frame.",
                TOGETHER,
                times,
                cpu),
            Map.of(
                "p95Millis",
                p95,
                "medianMillis",
                median,
                "longestMillis",
                painted[times - 1],
                "mainThreadCpuMillis",
                cpu)));
  }

  /// The newest first, as they are listed.
  static List<Conversations.Place> rooms(Room room) {
    List<Conversations.Place> rooms =
        room.places.stream().filter(place -> !place.title().isEmpty()).toList();
    return rooms.reversed();
  }

  /// Goes to one, and looks at it for a moment.
  static JsonNode open(Room room, Conversations.Place place) {
    String script =
        String.format(
            Locale.ROOT, Eye.OPEN_ROOM, place.id(), Conversations.said(place.title()).strip());
    JsonNode told = JSON.readTree(room.devTools.evaluate(script).asString());
    Room.pause(LOOK_MILLIS);
    return told;
  }
}
