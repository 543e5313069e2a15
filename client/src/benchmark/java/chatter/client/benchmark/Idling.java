package chatter.client.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the app takes of a processor while its window is open, somebody is signed in and could
/// write, and nothing happens: the caret blinks, the clock goes, the connection is kept.
final class Idling {
  private static final int RUNS = 3;
  private static final int SECONDS = 60;
  private static final int QUICK_SECONDS = 20;

  /// Until what a start leaves behind is done, its compilation too.
  private static final int REST_SECONDS = 30;

  private static final double MOST_PERCENT = 0.5;

  private final Setting setting;

  Idling(Setting setting) {
    this.setting = setting;
  }

  void measure(boolean quick) throws Exception {
    List<Double> percents = new ArrayList<>();
    int seconds = quick ? QUICK_SECONDS : SECONDS;
    for (int run = 0; run < (quick ? 1 : RUNS); run++) {
      try (App app =
          App.start(
              setting.packed(),
              setting.world().signedIn(setting.appFolder()),
              setting.cacheFlag())) {
        var _ = app.painted("room");
        app.tell("caret");
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        Duration before = app.cpu();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double percent = 100.0 * app.cpu().minus(before).toNanos() / (System.nanoTime() - began);
        percents.add(percent);
        System.out.printf(Locale.ROOT, "idle: %.2f %% of a core%n", percent);
        app.quit();
      }
    }
    Sample sample = new Sample(percents);
    Figures.record(
        new Figure(
            "desktop: the open window while nothing happens",
            String.format(Locale.ROOT, "at most %.1f %% of a core", MOST_PERCENT),
            String.format(
                Locale.ROOT, "%.2f %% (%.2f to %.2f)", sample.median(), sample.min(), sample.max()),
            sample.median() <= MOST_PERCENT,
            String.format(
                Locale.ROOT,
                "median of %d times %d s. Headless platform and software renderer; a room of"
                    + " 100,000 messages, the caret in the input.",
                sample.size(),
                seconds),
            Map.of("medianPercent", sample.median(), "mostPercent", sample.max())));
  }
}
