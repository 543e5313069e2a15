package chatter.client.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Scrolls the real app through a room that a real server has, and times every frame; see
/// `FrameTimes` for what a frame is. Then older pages are loaded under rows at rest, and how far
/// the rows move is measured on their nodes; see `PageLoading`.
final class LongScroll {
  private static final int ROWS = 10_000;
  private static final int QUICK_ROWS = 2_000;
  private static final int PAGES = 50;
  private static final int RUNS = 3;
  private static final double LONGEST_MILLIS = 33;
  private static final double MOST_PIXELS = 1;
  private static final double P99 = 0.99;

  private final Setting setting;

  LongScroll(Setting setting) {
    this.setting = setting;
  }

  void measure(boolean quick) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int run = 0; run < (quick ? 1 : RUNS); run++) {
      runs.add(run(quick ? QUICK_ROWS : ROWS));
      System.out.println(runs.getLast());
    }
    record(quick ? QUICK_ROWS : ROWS, runs);
  }

  private Run run(int rows) throws Exception {
    try (App app =
        App.start(
            setting.packed(), setting.world().signedIn(setting.appFolder()), setting.cacheFlag())) {
      var _ = app.painted("room");
      String[] frames = app.ask("scroll " + rows).split(" ", -1);
      String[] pages = app.ask("pages " + PAGES).split(" ", -1);
      app.quit();
      return new Run(
          Sample.millis(frames[1]), Sample.millis(frames[2]), Double.parseDouble(pages[2]));
    }
  }

  /// @param work each frame's
  /// @param intervals between the ends of frames
  /// @param moved the farthest that a page has moved a row
  private record Run(Sample work, Sample intervals, double moved) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d frames: work median %.1f, p99 %.1f, longest %.1f ms; interval median %.1f, p99 %.1f,"
              + " longest %.1f ms; a page moved a row by %.2f px at most",
          work.size(),
          work.median(),
          work.quantile(P99),
          work.max(),
          intervals.median(),
          intervals.quantile(P99),
          intervals.max(),
          moved);
    }
  }

  private static void record(int rows, List<Run> runs) {
    Sample work = new Sample(runs.stream().map(run -> run.work().quantile(P99)).toList());
    Sample interval = new Sample(runs.stream().map(run -> run.intervals().quantile(P99)).toList());
    double longest = runs.stream().mapToDouble(run -> run.work().max()).max().orElse(0);
    double moved = runs.stream().mapToDouble(Run::moved).max().orElse(0);
    Figures.record(
        new Figure(
            "desktop: scrolling through " + String.format(Locale.ROOT, "%,d", rows) + " rows",
            "p99 of a frame at most 33 ms; 50 older pages move the anchor by at most 1 px",
            String.format(
                Locale.ROOT,
                "p99 %.1f ms of work, %.1f ms from frame to frame; %.2f px",
                work.median(),
                interval.median(),
                moved),
            work.median() <= LONGEST_MILLIS
                && interval.median() <= LONGEST_MILLIS
                && moved <= MOST_PIXELS,
            String.format(
                Locale.ROOT,
                "median of %d runs of %d frames or more, 220 px a frame; longest frame %.0f ms."
                    + " Layout and software rendering, and the pages fetched on the way.",
                runs.size(),
                runs.stream().mapToInt(run -> run.work().size()).min().orElse(0),
                longest),
            Map.of(
                "workP99Millis",
                work.median(),
                "intervalP99Millis",
                interval.median(),
                "longestMillis",
                longest,
                "anchorMovedPixels",
                moved,
                "runs",
                (double) runs.size())));
  }
}
