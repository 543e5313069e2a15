package chatter.client.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What helps to write, in the real app: the picker of emoji, and the field with many lines in it;
/// see `Writing`.
final class WritingAids {
  private static final int RUNS = 5;

  /// Frames after the room was painted: as soon as a hand can be there, and when the app has
  /// rested.
  private static final int AT_ONCE = 30;

  private static final int RESTED = 300;

  private static final double OPEN_MILLIS = 100;
  private static final double FRAME_MILLIS = 33;
  private static final double LETTER_MILLIS = 8;
  private static final double P99 = 0.99;

  private final Setting setting;

  WritingAids(Setting setting) {
    this.setting = setting;
  }

  void measure(boolean quick) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int run = 0; run < (quick ? 1 : RUNS); run++) {
      Run first = run("writing " + AT_ONCE + " pressing");
      Run pointed = run("writing " + AT_ONCE + " pointing");
      Run rested = run("writing " + RESTED + " pressing");
      runs.add(
          new Run(
              rested.opened(),
              pointed.opened(),
              first.opened(),
              rested.scrolling(),
              rested.typing()));
      System.out.println(runs.getLast());
    }
    recordPicker(runs);
    recordTyping(runs);
  }

  private Run run(String order) throws Exception {
    try (App app =
        App.start(
            setting.packed(), setting.world().signedIn(setting.appFolder()), setting.cacheFlag())) {
      var _ = app.painted("room");
      String[] answer = app.ask(order).split(" ", -1);
      app.quit();
      double opened = Double.parseDouble(answer[1]) / 1e3;
      return new Run(opened, opened, opened, Sample.millis(answer[2]), Sample.millis(answer[4]));
    }
  }

  /// @param opened how long the picker took the first time, pressed out of nowhere, in milliseconds
  /// @param pointed the same when the pointer had been on the button for 150 ms
  /// @param atOnce the same, pressed out of nowhere half a second after the room was there
  /// @param scrolling the work of each frame while it scrolled
  /// @param typing the work of each frame in which a letter was typed
  private record Run(
      double opened, double pointed, double atOnce, Sample scrolling, Sample typing) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "picker open out of nowhere in %.0f ms, 150 ms after the pointer in %.0f ms, right after"
              + " the start in %.0f ms; scrolled: median %.1f, p99 %.1f, longest %.1f ms; a letter:"
              + " median %.1f, p99 %.1f ms",
          opened,
          pointed,
          atOnce,
          scrolling.median(),
          scrolling.quantile(P99),
          scrolling.max(),
          typing.median(),
          typing.quantile(P99));
    }
  }

  private static void recordPicker(List<Run> runs) {
    Sample opened = new Sample(runs.stream().map(Run::opened).toList());
    Sample pointed = new Sample(runs.stream().map(Run::pointed).toList());
    Sample atOnce = new Sample(runs.stream().map(Run::atOnce).toList());
    Sample longest = new Sample(runs.stream().map(run -> run.scrolling().max()).toList());
    Figures.record(
        new Figure(
            "desktop: the picker of emoji",
            "open at most 100 ms after the first press; no frame over 33 ms while it scrolls",
            String.format(
                Locale.ROOT,
                "%.0f ms out of nowhere, %.0f ms when pointed at 150 ms before; longest frame %.1f"
                    + " ms",
                opened.median(),
                pointed.median(),
                longest.median()),
            opened.median() <= OPEN_MILLIS
                && pointed.median() <= OPEN_MILLIS
                && longest.median() <= FRAME_MILLIS,
            String.format(
                Locale.ROOT,
                "medians of %d runs; from the press to the end of the drawing, in a new process."
                    + " Out of nowhere is some seconds after the start; half a second after the"
                    + " room was there it takes %.0f ms. All emoji, 220 px a frame, to the end and"
                    + " back.",
                runs.size(),
                atOnce.median()),
            Map.of(
                "openMillis", opened.median(),
                "pointedMillis", pointed.median(),
                "atOnceMillis", atOnce.median(),
                "longestFrameMillis", longest.median(),
                "runs", (double) runs.size())));
  }

  private static void recordTyping(List<Run> runs) {
    Sample median = new Sample(runs.stream().map(run -> run.typing().median()).toList());
    Sample p99 = new Sample(runs.stream().map(run -> run.typing().quantile(P99)).toList());
    Figures.record(
        new Figure(
            "desktop: typing a letter with 200 lines in the field",
            "median at most 8 ms",
            String.format(
                Locale.ROOT, "median %.1f ms, p99 %.1f ms", median.median(), p99.median()),
            median.median() <= LETTER_MILLIS,
            String.format(
                Locale.ROOT,
                "median of %d runs of %d letters; from the key to the end of the drawing.",
                runs.size(),
                runs.getFirst().typing().size()),
            Map.of(
                "medianMillis", median.median(),
                "p99Millis", p99.median(),
                "runs", (double) runs.size())));
  }
}
