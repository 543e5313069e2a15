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

/// How long the page's picker of emoji takes to open for the first time, with all it has to fetch
/// for that, and how all of them scroll.
public final class PageEmoji implements Sections.Section {
  private static final int HISTORY = 100;
  private static final double OPEN_MILLIS = 100;

  /// One frame may be left out, and no two of them one after the other.
  private static final double MOST_PAUSE_MILLIS = 2 * PageFigures.FRAME_MILLIS + 1;

  private static final String TOGETHER =
      "headless Chromium without a graphics card and the server shared 2 cores";

  @Override
  public void run(boolean quick) throws IOException {
    try (Room room = new Room(HISTORY, 0)) {
      open(room, quick ? 3 : 15);
      scroll(room, quick ? 2 : 6);
    }
  }

  private static void open(Room room, int times) {
    double[] anew = new double[times];
    double[] cached = new double[times];
    for (int i = 0; i < times; i++) {
      room.devTools.call("Network.clearBrowserCache");
      anew[i] = opened(room);
      cached[i] = opened(room);
    }
    Arrays.sort(anew);
    Arrays.sort(cached);
    double median = Work.percentile(anew, 50);
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("openedFirstMedianMillis", median);
    numbers.put("openedFirstLongestMillis", anew[times - 1]);
    numbers.put("openedCachedMedianMillis", Work.percentile(cached, 50));
    Figures.record(
        new Figure(
            "page: the picker of emoji, opened for the first time",
            "median at most 100 ms",
            String.format(
                Locale.ROOT,
                "median %.0f ms, longest of %d %.0f ms; with what the browser kept from an earlier"
                    + " visit median %.0f ms",
                median,
                times,
                anew[times - 1],
                Work.percentile(cached, 50)),
            median <= OPEN_MILLIS,
            TOGETHER + ". From the click until the emoji in view were painted.",
            numbers));
  }

  /// On a page that was just loaded.
  private static double opened(Room room) {
    room.browser.visit();
    room.browser.element("message");
    // What comes after the first paint is not the picker's.
    Room.pause(500);
    return room.devTools.evaluate(Eye.OPEN_EMOJI).asDouble();
  }

  /// The picker is open.
  private static void scroll(Room room, int ways) {
    String script = String.format(Locale.ROOT, Eye.SCROLL_LIST, Eye.EMOJI_LIST, ways);
    double[] pauses =
        StreamSupport.stream(room.devTools.evaluate(script).spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .sorted()
            .toArray();
    double longest = pauses[pauses.length - 1];
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("pauseP99Millis", Work.percentile(pauses, 99));
    numbers.put("longestPauseMillis", longest);
    Figures.record(
        new Figure(
            "page: scrolling all emoji",
            "no frame over 33 ms",
            String.format(
                Locale.ROOT,
                "p99 from frame to frame %.1f ms, longest of %d %.0f ms",
                Work.percentile(pauses, 99),
                pauses.length,
                longest),
            longest <= MOST_PAUSE_MILLIS,
            TOGETHER + "; 120 px in each frame, set by a script, to the end and back.",
            numbers));
  }
}
