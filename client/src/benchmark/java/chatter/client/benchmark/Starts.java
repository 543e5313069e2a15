package chatter.client.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How long the app takes from the start of its process until something is painted: the sign-in
/// screen, or the newest messages of the room of somebody who is signed in, with a server or
/// without.
///
/// The clock starts before the process does and stops when the renderer has put the picture into
/// the window. Every start is a new JVM. They are measured with the ahead-of-time cache that an
/// installation has, and without it; the figure is the median with it.
final class Starts {
  private static final int RUNS = 9;
  private static final int QUICK_RUNS = 3;

  private final Setting setting;

  Starts(Setting setting) {
    this.setting = setting;
  }

  /// To the sign-in screen, for the first time on this computer.
  void signIn(boolean quick) throws Exception {
    Sample with = measure(quick, "login", null, setting.cacheFlag());
    Sample without = measure(quick, "login", null);
    record("desktop: start to sign-in screen", 1.2, with, without);
  }

  /// To the newest messages.
  void room(boolean quick) throws Exception {
    Path kept = setting.world().signedIn(setting.appFolder());
    Sample with = measure(quick, "room", kept, setting.cacheFlag());
    Sample without = measure(quick, "room", kept);
    record("desktop: start to a painted room of 100,000 messages", 1.8, with, without);
  }

  /// To the newest messages that are kept, while there is no server.
  void away(boolean quick) throws Exception {
    Path kept = KeptRoom.in(setting.appFolder(), Setting.MESSAGES);
    Sample with = measure(quick, "room", kept, setting.cacheFlag());
    Sample without = measure(quick, "room", kept);
    record(
        "desktop: start to a painted room of 100,000 kept messages, without the server",
        1.8,
        with,
        without);
  }

  /// @param kept where somebody is signed in; null for a new folder each time
  private Sample measure(boolean quick, String what, Path kept, String... flags) throws Exception {
    List<Double> seconds = new ArrayList<>();
    // The first one only warms the disk.
    for (int run = 0; run <= (quick ? QUICK_RUNS : RUNS); run++) {
      Path folder = kept == null ? setting.appFolder() : kept;
      try (App app = App.start(setting.packed(), folder, flags)) {
        double took = app.painted(what).toNanos() / 1e9;
        app.quit();
        if (run > 0) {
          seconds.add(took);
          System.out.printf(
              Locale.ROOT,
              "%s %s %.3f s%n",
              what,
              flags.length > 0 ? "with the cache" : "without",
              took);
        }
      }
    }
    return new Sample(seconds);
  }

  private static void record(String what, double goal, Sample with, Sample without) {
    Figures.record(
        new Figure(
            what,
            String.format(Locale.ROOT, "at most %.1f s", goal),
            String.format(Locale.ROOT, "%.2f s", with.median()),
            with.median() <= goal,
            String.format(
                Locale.ROOT,
                "median of %d, %.2f to %.2f s, with an ahead-of-time cache as an installation has"
                    + " it; without, as ./mvnw -Prun, %.2f s. Headless platform and software"
                    + " renderer, from before the process starts to the picture in the window.",
                with.size(),
                with.min(),
                with.max(),
                without.median()),
            Map.of(
                "medianSeconds", with.median(),
                "fastestSeconds", with.min(),
                "slowestSeconds", with.max(),
                "withoutCacheMedianSeconds", without.median(),
                "runs", (double) with.size())));
  }
}
