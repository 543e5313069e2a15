package chatter.server.benchmark.page;

import chatter.server.figures.Crowd;
import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// How long the page's switcher takes, with five thousand people and five hundred conversations:
/// from its keys to painted rows, and from a typed letter to what goes by it.
public final class PageSwitcher implements Sections.Section {
  private static final int HISTORY = 100;
  private static final double MILLIS = 50;
  private static final List<String> TYPED = List.of("lena", "zoë b", "room 31", "@osk", "ström");

  @Override
  public void run(boolean quick) throws IOException {
    try (Room room = new Room(HISTORY, PageRooms.CONVERSATIONS - 1, Crowd.MOST)) {
      double[] first = new double[quick ? 3 : 11];
      for (int i = 0; i < first.length; i++) {
        room.browser.visit();
        room.browser.element("message");
        // What comes after the first paint is not the switcher's.
        Room.pause(1_500);
        first[i] = opened(room);
      }
      // In each room the page hears of its people.
      List<Conversations.Place> rooms = PageRooms.rooms(room);
      for (Conversations.Place place :
          rooms.subList(0, Math.ceilDiv(Crowd.MOST, Conversations.CROWD))) {
        var _ = PageRooms.open(room, place);
      }
      double[] later = new double[quick ? 20 : 60];
      for (int i = 0; i < later.length; i++) {
        later[i] = opened(room);
      }
      record(first, later, letters(room));
    }
  }

  private static double opened(Room room) {
    double millis = room.devTools.evaluate(Eye.OPEN_SWITCHER).asDouble();
    Room.pause(200);
    room.devTools.evaluate(Eye.CLOSE_DIALOG);
    Room.pause(100);
    return millis;
  }

  private static double[] letters(Room room) {
    room.devTools.evaluate(Eye.OPEN_SWITCHER);
    return TYPED.stream().flatMapToDouble(text -> typed(room, text)).sorted().toArray();
  }

  private static DoubleStream typed(Room room, String text) {
    JsonNode told =
        room.devTools.evaluate(String.format(Locale.ROOT, Eye.TYPE_INTO_SWITCHER, text));
    return StreamSupport.stream(told.spliterator(), false).mapToDouble(JsonNode::asDouble);
  }

  private static void record(double[] first, double[] later, double[] letters) {
    Arrays.sort(first);
    Arrays.sort(later);
    double firstMedian = Work.percentile(first, 50);
    double laterP95 = Work.percentile(later, 95);
    double letterP95 = Work.percentile(letters, 95);
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("firstMedianMillis", firstMedian);
    numbers.put("firstLongestMillis", first[first.length - 1]);
    numbers.put("laterMedianMillis", Work.percentile(later, 50));
    numbers.put("laterP95Millis", laterP95);
    numbers.put("letterMedianMillis", Work.percentile(letters, 50));
    numbers.put("letterP95Millis", letterP95);
    Figures.record(
        new Figure(
            String.format(
                Locale.ROOT,
                "page: the switcher, with %,d people and %d conversations",
                Crowd.MOST,
                PageRooms.CONVERSATIONS),
            "open within 50 ms, the first time too; p95 of a letter at most 50 ms",
            String.format(
                Locale.ROOT,
                "first median %.0f ms, longest of %d %.0f ms; later median %.0f ms, p95 %.0f ms; a"
                    + " letter median %.0f ms, p95 %.0f ms",
                firstMedian,
                first.length,
                first[first.length - 1],
                Work.percentile(later, 50),
                laterP95,
                Work.percentile(letters, 50),
                letterP95),
            firstMedian <= MILLIS && laterP95 <= MILLIS && letterP95 <= MILLIS,
            String.format(
                Locale.ROOT,
                "%s; from the key until the frame with the rows has been drawn, first on a page that"
                    + " was just loaded, %d times later and for %d letters, when it knows of all"
                    + " people. The server is asked between the letters.",
                PageRooms.TOGETHER,
                later.length,
                letters.length),
            numbers));
  }
}
