package chatter.client.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The switcher of the real app, with five thousand people and five hundred conversations, all of
/// them known to the app; see `Switcher`.
final class SwitcherOpening {
  private static final int RUNS = 3;
  private static final int TIMES = 60;
  private static final int QUICK_TIMES = 20;

  /// Frames after the room was painted: when the app has rested.
  private static final int RESTED = 300;

  private static final double MILLIS = 50;
  private static final double P95 = 0.95;

  private final Setting setting;

  SwitcherOpening(Setting setting) {
    this.setting = setting;
  }

  void measure(boolean quick) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int run = 0; run < (quick ? 1 : RUNS); run++) {
      runs.add(run(quick ? QUICK_TIMES : TIMES));
      System.out.println(runs.getLast());
    }
    record(runs);
  }

  private Run run(int times) throws Exception {
    World world = setting.manyPeople();
    try (App app =
        App.start(setting.packed(), world.signedIn(setting.appFolder()), setting.cacheFlag())) {
      var _ = app.painted("room");
      double first =
          Sample.millis(app.ask("switcher " + RESTED + " 1 opening").split(" ", -1)[1]).max();
      // In each room the app hears of its people.
      var _ = app.ask("switch new " + World.crowdedRooms(Setting.PEOPLE));
      String[] words = app.ask("switcher 0 " + times + " typing").split(" ", -1);
      app.quit();
      return new Run(first, Sample.millis(words[1]), Sample.millis(words[2]));
    }
  }

  /// @param first from the first press of the keys to painted rows, in milliseconds
  /// @param later the same for those after it, when all people are known
  /// @param letters from a typed letter to what goes by it
  private record Run(double first, Sample later, Sample letters) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "the switcher opened first in %.1f ms; later median %.1f, p95 %.1f, longest %.1f ms; a"
              + " letter: median %.1f, p95 %.1f, longest %.1f ms",
          first,
          later.median(),
          later.quantile(P95),
          later.max(),
          letters.median(),
          letters.quantile(P95),
          letters.max());
    }
  }

  private static void record(List<Run> runs) {
    Sample first = new Sample(runs.stream().map(Run::first).toList());
    Sample later = new Sample(runs.stream().map(run -> run.later().quantile(P95)).toList());
    Sample median = new Sample(runs.stream().map(run -> run.later().median()).toList());
    Sample letter = new Sample(runs.stream().map(run -> run.letters().quantile(P95)).toList());
    Figures.record(
        new Figure(
            String.format(
                Locale.ROOT,
                "desktop: the switcher, with %,d people and %d conversations",
                Setting.PEOPLE,
                Setting.CONVERSATIONS),
            "open within 50 ms, the first time too; p95 of a letter at most 50 ms",
            String.format(
                Locale.ROOT,
                "first %.1f ms, later median %.1f ms, p95 %.1f ms; a letter p95 %.1f ms",
                first.median(),
                median.median(),
                later.median(),
                letter.median()),
            first.median() <= MILLIS && later.median() <= MILLIS && letter.median() <= MILLIS,
            String.format(
                Locale.ROOT,
                "medians of %d runs of %d openings and %d letters; from the key, pressed right after"
                    + " a frame, until the renderer is done with the first one that shows the rows."
                    + " The first time is some seconds after the start. The server is asked between the letters.",
                runs.size(),
                runs.getFirst().later().size(),
                runs.getFirst().letters().size()),
            Map.of(
                "firstMillis", first.median(),
                "laterMedianMillis", median.median(),
                "laterP95Millis", later.median(),
                "letterP95Millis", letter.median(),
                "runs", (double) runs.size())));
  }
}
