package chatter.client.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Goes through a room in which people write with formatting, screen by screen, in the real app,
/// and times the layout of each; see `Screens`. Then the dearest texts are drawn; see `DearestRow`.
final class FormattedRows {
  private static final int SCREENS = 200;
  private static final int QUICK_SCREENS = 50;
  private static final int RUNS = 3;
  private static final double MEDIAN_MILLIS = 12;
  private static final double P99_MILLIS = 30;
  private static final double ROW_MILLIS = 50;
  private static final double P99 = 0.99;

  private final Setting setting;

  FormattedRows(Setting setting) {
    this.setting = setting;
  }

  void measure(boolean quick) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int run = 0; run < (quick ? 1 : RUNS); run++) {
      runs.add(run(quick ? QUICK_SCREENS : SCREENS));
      System.out.println(runs.getLast());
    }
    recordScreens(runs);
    recordRow(runs);
  }

  private Run run(int screens) throws Exception {
    try (App app =
        App.start(
            setting.packed(),
            setting.formatted().signedIn(setting.appFolder()),
            setting.cacheFlag())) {
      var _ = app.painted("room");
      Sample layouts = Sample.millis(app.ask("screens " + screens).split(" ", -1)[1]);
      String[] row = app.ask("row").split(" ", 3);
      app.quit();
      return new Run(layouts, Double.parseDouble(row[1]) / 1e3, row[2]);
    }
  }

  /// @param layouts of a screen each
  /// @param row what the dearest text takes, in milliseconds
  /// @param dearest which one that is
  private record Run(Sample layouts, double row, String dearest) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d screens: median %.1f, p99 %.1f, longest %.1f ms; the dearest row %.1f ms: %s",
          layouts.size(),
          layouts.median(),
          layouts.quantile(P99),
          layouts.max(),
          row,
          dearest);
    }
  }

  private static void recordScreens(List<Run> runs) {
    Sample median = new Sample(runs.stream().map(run -> run.layouts().median()).toList());
    Sample p99 = new Sample(runs.stream().map(run -> run.layouts().quantile(P99)).toList());
    Figures.record(
        new Figure(
            "desktop: a screenful of formatted rows laid out",
            "median at most 12 ms, p99 at most 30 ms",
            String.format(
                Locale.ROOT, "median %.1f ms, p99 %.1f ms", median.median(), p99.median()),
            median.median() <= MEDIAN_MILLIS && p99.median() <= P99_MILLIS,
            String.format(
                Locale.ROOT,
                "median of %d runs of %d screens, all rows new; from the key to the end of the"
                    + " layout, without drawing.",
                runs.size(),
                runs.getFirst().layouts().size()),
            Map.of(
                "medianMillis", median.median(),
                "p99Millis", p99.median(),
                "runs", (double) runs.size())));
  }

  private static void recordRow(List<Run> runs) {
    Sample row = new Sample(runs.stream().map(Run::row).toList());
    Figures.record(
        new Figure(
            "desktop: the dearest 8,000 characters as a row",
            "median at most 50 ms",
            String.format(Locale.ROOT, "median %.1f ms", row.median()),
            row.median() <= ROW_MILLIS,
            "they are: " + runs.getFirst().dearest(),
            Map.of("medianMillis", row.median(), "runs", (double) runs.size())));
  }
}
