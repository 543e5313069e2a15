package chatter.client.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What the app holds after the messages of an hour: 18,000, five a second for an hour, sent
/// faster; in one room, and over five hundred conversations. Meanwhile somebody works with it:
/// reads upwards and comes back, writes, opens the drawer, changes the window's size, goes from
/// room to room; others type, leave and come back, and a dozen profile pictures are shown.
///
/// The resident memory is what the system says of the process some seconds after the last message,
/// without asking the JVM to tidy up; the live heap is what is left after collecting.
final class LongUse {
  private static final int MESSAGES = 18_000;
  private static final int QUICK_MESSAGES = 3_000;
  private static final int PER_SECOND = 450;
  private static final int RUNS = 3;
  private static final double MB = 1e6;

  /// Longer than the JVM takes to give freed native memory back.
  private static final int REST_SECONDS = 12;

  private static final double MOST_RESIDENT = 250;
  private static final double MOST_LIVE = 64;

  /// What the other conversations may cost.
  private static final double MOST_MORE = 20;

  private final Setting setting;

  /// What was measured in one room; null before.
  private Memory oneRoom;

  LongUse(Setting setting) {
    this.setting = setting;
  }

  /// @param resident and `live`: of each run, in MB
  private record Memory(Sample resident, Sample live) {}

  void inOneRoom(boolean quick) throws Exception {
    oneRoom = measure(setting.world(), quick);
    recordOne(messages(quick), oneRoom);
  }

  /// In many, and before that in one, unless that is known.
  void inManyRooms(boolean quick) throws Exception {
    if (oneRoom == null) {
      inOneRoom(quick);
    }
    recordMany(messages(quick), oneRoom, measure(setting.manyRooms(), quick));
  }

  private static int messages(boolean quick) {
    return quick ? QUICK_MESSAGES : MESSAGES;
  }

  private Memory measure(World world, boolean quick) throws Exception {
    List<Double> resident = new ArrayList<>();
    List<Double> live = new ArrayList<>();
    int messages = messages(quick);
    for (int run = 0; run < (quick ? 1 : RUNS); run++) {
      try (App app =
          App.start(setting.packed(), world.signedIn(setting.appFolder()), setting.cacheFlag())) {
        var _ = app.painted("room");
        double first = app.residentBytes() / MB;
        app.tell("people");
        new Traffic(world.address(), world.writers()).write(messages, PER_SECOND);
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        resident.add(app.residentBytes() / MB);
        live.add(Long.parseLong(app.ask("heap").split(" ", -1)[1]) / MB);
        System.out.printf(
            Locale.ROOT,
            "%d conversations: resident %.0f MB at first, %.0f MB after %,d messages, live heap"
                + " %.1f MB%n",
            world.places().size() + 1,
            first,
            resident.getLast(),
            messages,
            live.getLast());
        app.quit();
      }
    }
    return new Memory(new Sample(resident), new Sample(live));
  }

  private static void recordOne(int messages, Memory memory) {
    Sample resident = memory.resident();
    Sample live = memory.live();
    Figures.record(
        new Figure(
            "desktop: RSS after an hour of traffic",
            "at most 250 MB, live heap at most 64 MB",
            String.format(
                Locale.ROOT, "%.0f MB, live heap %.0f MB", resident.median(), live.median()),
            resident.median() <= MOST_RESIDENT && live.median() <= MOST_LIVE,
            String.format(
                Locale.ROOT,
                "median of %d. The hour is its messages: %,d, at %d/s instead of 5/s, while"
                    + " somebody scrolls, writes, opens the drawer and resizes the window.",
                resident.size(),
                messages,
                PER_SECOND),
            numbers(memory)));
  }

  private static void recordMany(int messages, Memory one, Memory many) {
    double residentMore = many.resident().median() - one.resident().median();
    double liveMore = many.live().median() - one.live().median();
    Map<String, Double> numbers = numbers(many);
    numbers.put("residentMoreMegabytes", residentMore);
    numbers.put("liveHeapMoreMegabytes", liveMore);
    Figures.record(
        new Figure(
            String.format(
                Locale.ROOT,
                "desktop: RSS after an hour of traffic over %d conversations",
                Setting.CONVERSATIONS),
            "at most 20 MB more than in one room, live heap too",
            String.format(
                Locale.ROOT,
                "%.0f MB, live heap %.0f MB: %+.0f and %+.0f MB",
                many.resident().median(),
                many.live().median(),
                residentMore,
                liveMore),
            residentMore <= MOST_MORE && liveMore <= MOST_MORE,
            String.format(
                Locale.ROOT,
                "median of %d, and of %d in one room in the same run. The same %,d messages at"
                    + " %d/s, in any of the conversations, while somebody goes from room to room"
                    + " besides.",
                many.resident().size(),
                one.resident().size(),
                messages,
                PER_SECOND),
            numbers));
  }

  private static Map<String, Double> numbers(Memory memory) {
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("residentMegabytes", memory.resident().median());
    numbers.put("residentMostMegabytes", memory.resident().max());
    numbers.put("liveHeapMegabytes", memory.live().median());
    numbers.put("runs", (double) memory.resident().size());
    return numbers;
  }
}
