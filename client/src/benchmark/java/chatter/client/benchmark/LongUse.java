package chatter.client.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the app holds after the messages of an hour: 18,000, five a second for an hour, sent
/// faster. Meanwhile somebody works with it: reads upwards and comes back, writes, opens the
/// drawer, changes the window's size; others type, leave and come back, and a dozen profile
/// pictures are shown.
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

  private final Setting setting;

  LongUse(Setting setting) {
    this.setting = setting;
  }

  void measure(boolean quick) throws Exception {
    List<Double> resident = new ArrayList<>();
    List<Double> live = new ArrayList<>();
    int messages = quick ? QUICK_MESSAGES : MESSAGES;
    for (int run = 0; run < (quick ? 1 : RUNS); run++) {
      try (App app =
          App.start(
              setting.packed(),
              setting.world().signedIn(setting.appFolder()),
              setting.cacheFlag())) {
        var _ = app.painted("room");
        double first = app.residentBytes() / MB;
        app.tell("people");
        new Traffic(setting.world().address(), setting.world().others())
            .write(messages, PER_SECOND);
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        resident.add(app.residentBytes() / MB);
        live.add(Long.parseLong(app.ask("heap").split(" ", -1)[1]) / MB);
        System.out.printf(
            Locale.ROOT,
            "resident %.0f MB at first, %.0f MB after %,d messages, live heap %.1f MB%n",
            first,
            resident.getLast(),
            messages,
            live.getLast());
        app.quit();
      }
    }
    record(messages, new Sample(resident), new Sample(live));
  }

  private static void record(int messages, Sample resident, Sample live) {
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
            Map.of(
                "residentMegabytes", resident.median(),
                "residentMostMegabytes", resident.max(),
                "liveHeapMegabytes", live.median(),
                "runs", (double) resident.size())));
  }
}
