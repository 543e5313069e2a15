package chatter.server.benchmark.page;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How the page bears a long history and a room where 167 messages arrive in each second.
public final class PageFigures implements Sections.Section {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int WARM_UP = 800;
  private static final double PER_SECOND = 10_000 / 60.0;
  static final double FRAME_MILLIS = 1_000 / 60.0;
  private static final double MOST_TASK_MILLIS = 50;
  private static final int MOST_ROWS = 400;
  private static final double FLAT_MEGABYTES = 1;
  private static final double MOST_SHIFT_PIXELS = 1;
  private static final double PAINTED_MILLIS = 1_000;
  private static final String TOGETHER =
      "headless Chromium without a graphics card, the server and 25 senders shared 2 cores";
  private static final String HOW =
      TOGETHER
          + "; tasks of the main thread are RunTask events of the browser's tracing, which sees all of"
          + " them and slows them a little; rows are counted after each change of the document; the heap"
          + " after HeapProfiler.collectGarbage. ";

  @Override
  public void run(boolean quick) throws IOException {
    int history = quick ? 20_000 : 100_000;
    try (Room room = new Room(history, 0)) {
      open(room, quick ? 3 : 10, history);
      scroll(room, quick ? 10 : 50);
      burst(room, quick ? 10 : 60, true, "messages");
      room.talkers.format(true);
      burst(room, quick ? 10 : 60, true, "formatted messages");
      room.talkers.format(false);
      // Last: a page that is opened again begins where the reader was.
      burst(room, quick ? 10 : 60, false, "messages");
    }
  }

  private void open(Room room, int times, int history) {
    room.browser.onEveryDocument(Eye.PAINTED);
    double[] cached = new double[times];
    double[] anew = new double[times];
    for (int i = 0; i < times; i++) {
      cached[i] = paintedAt(room);
      room.devTools.call("Network.clearBrowserCache");
      anew[i] = paintedAt(room);
    }
    Arrays.sort(cached);
    Arrays.sort(anew);
    double median = Work.percentile(cached, 50);
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("paintedMedianMillis", median);
    numbers.put("paintedLongestMillis", cached[times - 1]);
    numbers.put("paintedFirstVisitMedianMillis", Work.percentile(anew, 50));
    Figures.record(
        new Figure(
            "page: from navigation to a painted room of " + thousands(history) + " messages",
            "median at most 1 s",
            String.format(
                Locale.ROOT,
                "median %.0f ms, longest of %d %.0f ms; with an empty cache median %.0f ms",
                median,
                times,
                cached[times - 1],
                Work.percentile(anew, 50)),
            median <= PAINTED_MILLIS,
            TOGETHER + ". Signed in before; until the frame with the first rows has been drawn.",
            numbers));
  }

  private double paintedAt(Room room) {
    room.browser.visit();
    room.browser.until(
        "a painted room", () -> room.browser.script("return window.paintedAt ?? null") != null);
    // What comes after the first paint must not run into the next visit.
    Room.pause(300);
    return ((Number) room.browser.script("return window.paintedAt")).doubleValue();
  }

  private void scroll(Room room, int pages) {
    room.devTools.evaluate(Eye.WATCH);
    Work work =
        Trace.of(
            room.devTools,
            () -> room.devTools.evaluate(String.format(Locale.ROOT, Eye.SCROLL_UP, pages)));
    JsonNode seen = seen(room);
    double[] pauses = pauses(seen);
    double dropped = dropped(pauses);
    double shift = seen.path("shift").asDouble();
    check(list(room), 0);
    Map<String, Double> numbers = numbers(work, seen);
    numbers.put("framesDroppedPercent", 100 * dropped / (dropped + pauses.length));
    numbers.put("longestPauseMillis", pauses[pauses.length - 1]);
    numbers.put("waitedAtTheTopMillis", seen.path("waited").asDouble() * FRAME_MILLIS);
    System.out.println(work.costs());
    Figures.record(
        new Figure(
            "page: scrolling up through " + pages + " older pages",
            "the row under the eye strays at most 1 px, no task over 50 ms at the 99th percentile",
            String.format(
                Locale.ROOT,
                "%.1f px; %s; %.1f %% of frames dropped, longest pause %.0f ms",
                shift,
                work.told(),
                100 * dropped / (dropped + pauses.length),
                pauses[pauses.length - 1]),
            shift <= MOST_SHIFT_PIXELS && work.busyP99() <= MOST_TASK_MILLIS,
            HOW + "120 px in each frame, set by a script. " + work.costs(),
            numbers));
  }

  private void burst(Room room, int seconds, boolean following, String kind) {
    room.browser.visit();
    room.browser.element("message");
    room.devTools.evaluate(Eye.WATCH);
    room.talkers.talk(WARM_UP, WARM_UP / PER_SECOND);
    room.talkers.awaitStored();
    Room.pause(1_000);
    if (!following) {
      room.devTools.evaluate(Eye.GO_UP);
      room.devTools.evaluate(Eye.WATCH_PLACE);
    }
    double before = room.heapMegabytes();
    int messages = (int) Math.round(seconds * PER_SECOND);
    Work work = Trace.of(room.devTools, () -> room.talkers.talk(messages, seconds));
    room.talkers.awaitStored();
    Room.pause(1_000);
    double after = room.heapMegabytes();
    JsonNode seen = seen(room);
    check(list(room), following ? room.talkers.written() : 0);
    int rows = seen.path("mostRows").asInt();
    double shift = seen.path("shift").asDouble();
    boolean flat = after - before <= FLAT_MEGABYTES;
    Map<String, Double> numbers = numbers(work, seen);
    numbers.put("heapBeforeMegabytes", before);
    numbers.put("heapAfterMegabytes", after);
    System.out.println(work.costs());
    String still =
        following
            ? ""
            : String.format(Locale.ROOT, ", the row under the eye strayed %.1f px", shift);
    Figures.record(
        new Figure(
            String.format(
                Locale.ROOT,
                "page: %s %s received in a burst of %d s, the reader %s",
                thousands(messages),
                kind,
                seconds,
                following ? "at the end" : "scrolled up"),
            "no task over 50 ms at the 99th percentile, at most 400 rows, heap flat"
                + (following ? "" : ", the row under the eye strays at most 1 px"),
            String.format(
                Locale.ROOT,
                "%s; at most %d rows; heap %.1f MB before, %.1f MB after%s",
                work.told(),
                rows,
                before,
                after,
                still),
            work.busyP99() <= MOST_TASK_MILLIS
                && rows <= MOST_ROWS
                && flat
                && (following || shift <= MOST_SHIFT_PIXELS),
            HOW + work.costs(),
            numbers));
  }

  private static Map<String, Double> numbers(Work work, JsonNode seen) {
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("taskP99Millis", work.p99());
    numbers.put("busyTaskP99Millis", work.busyP99());
    numbers.put("longestTaskMillis", work.longest());
    numbers.put("tasksOver50MillisCount", (double) work.overLong());
    numbers.put("tasksCount", (double) work.count());
    numbers.put("mainThreadBusyPercent", work.busyPercent());
    numbers.put("mostRowsCount", seen.path("mostRows").asDouble());
    numbers.put("shiftPixels", seen.path("shift").asDouble());
    return numbers;
  }

  /// A page that is fast because it leaves something out would be worth nothing.
  private static void check(JsonNode list, long newest) {
    if (!list.path("whole").asBoolean()) {
      throw new IllegalStateException("there is a hole in what the list shows: " + list);
    }
    if (newest > 0
        && (list.path("last").asLong() != newest || list.path("fromEnd").asDouble() > 1)) {
      throw new IllegalStateException("the list is not at message " + newest + ": " + list);
    }
  }

  private static JsonNode seen(Room room) {
    return JSON.readTree(room.devTools.evaluate(Eye.SEEN).asString());
  }

  private static JsonNode list(Room room) {
    return JSON.readTree(room.devTools.evaluate(Eye.LIST).asString());
  }

  private static double[] pauses(JsonNode seen) {
    return StreamSupport.stream(seen.path("pauses").spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .sorted()
        .toArray();
  }

  /// How many frames should have come and did not.
  static double dropped(double[] pauses) {
    return Arrays.stream(pauses)
        .map(pause -> Math.max(0, Math.round(pause / FRAME_MILLIS) - 1))
        .sum();
  }

  private static String thousands(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
