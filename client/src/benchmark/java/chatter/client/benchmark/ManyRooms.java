package chatter.client.benchmark;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.ServerApi;
import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The real app with five hundred conversations: how long it takes to go to one, with the messages
/// that a real server has, and the frames in which the list of them is scrolled, at rest and while
/// messages arrive that change its order; see `RoomSwitching` and `ListScrolling`.
final class ManyRooms {
  private static final int RUNS = 3;
  private static final int NEW_ROOMS = 100;
  private static final int QUICK_NEW_ROOMS = 20;
  private static final int HELD_ROOMS = 200;
  private static final int QUICK_HELD_ROOMS = 40;
  private static final int WAYS = 6;
  private static final int QUICK_WAYS = 2;
  private static final int MESSAGES_PER_SECOND = 20;

  /// As many as the app asks for first.
  private static final int PAGE = 50;

  private static final long ANSWER_SECONDS = 30;
  private static final double LONGEST_FRAME_MILLIS = 33;
  private static final double SWITCH_MILLIS = 100;
  private static final double P99 = 0.99;
  private static final double P95 = 0.95;

  private final Setting setting;

  ManyRooms(Setting setting) {
    this.setting = setting;
  }

  void measure(boolean quick) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int run = 0; run < (quick ? 1 : RUNS); run++) {
      runs.add(run(quick));
      System.out.println(runs.getLast());
    }
    Sample answers = answers(quick ? QUICK_NEW_ROOMS : NEW_ROOMS);
    recordScrolling(runs);
    recordHeld(runs);
    recordNew(runs, answers);
  }

  private Run run(boolean quick) throws Exception {
    World world = setting.manyRooms();
    try (App app =
        App.start(setting.packed(), world.signedIn(setting.appFolder()), setting.cacheFlag())) {
      var _ = app.painted("room");
      Switches unheld = switches(app, "new", quick ? QUICK_NEW_ROOMS : NEW_ROOMS);
      Switches held = switches(app, "held", quick ? QUICK_HELD_ROOMS : HELD_ROOMS);
      int ways = quick ? QUICK_WAYS : WAYS;
      Frames atRest = Frames.of(app.ask("list " + ways));
      Frames beside =
          new Traffic(world.address(), world.writers())
              .during(MESSAGES_PER_SECOND, () -> Frames.of(app.ask("list " + ways)));
      app.quit();
      return new Run(unheld, held, atRest, beside);
    }
  }

  private static Switches switches(App app, String kind, int times) throws InterruptedException {
    String[] words = app.ask("switch " + kind + " " + times).split(" ", -1);
    return new Switches(Sample.millis(words[1]), Sample.millis(words[2]));
  }

  /// @param took from the click to painted rows, each
  /// @param cpu for how much of it the JavaFX thread had a processor
  private record Switches(Sample took, Sample cpu) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "median %.1f, p95 %.1f, longest %.1f ms, of the JavaFX thread's CPU median %.1f, p95 %.1f"
              + " ms",
          took.median(),
          took.quantile(P95),
          took.max(),
          cpu.median(),
          cpu.quantile(P95));
    }
  }

  /// How long the server takes to answer what the app asks for in a room that is new to it, as
  /// another client of its own kind sees it.
  private Sample answers(int times) throws Exception {
    World world = setting.manyRooms();
    List<Double> millis = new ArrayList<>();
    try (ServerApi server = new ServerApi(world.address())) {
      AccountApi api = server.as(world.token());
      for (int i = -times; i < times; i++) {
        long room = world.places().get(Math.floorMod(i, world.places().size())).id();
        long begun = System.nanoTime();
        var _ =
            api.history(room, new HistoryQuery.Newest(PAGE)).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (i >= 0) {
          millis.add((System.nanoTime() - begun) / 1e6);
        }
      }
    }
    return new Sample(millis);
  }

  /// @param rows in the list
  /// @param work each frame's
  /// @param intervals between the ends of frames
  private record Frames(int rows, Sample work, Sample intervals) {
    static Frames of(String answer) {
      String[] words = answer.split(" ", -1);
      Frames frames =
          new Frames(Integer.parseInt(words[1]), Sample.millis(words[2]), Sample.millis(words[3]));
      if (frames.rows < Setting.CONVERSATIONS) {
        throw new AssertionError("only " + frames.rows + " rows are in the list");
      }
      return frames;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d frames, work median %.1f, p99 %.1f, longest %.1f ms; interval p99 %.1f ms",
          work.size(),
          work.median(),
          work.quantile(P99),
          work.max(),
          intervals.quantile(P99));
    }
  }

  private record Run(Switches unheld, Switches held, Frames atRest, Frames beside) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "to a held room: %s%nto a new one: %s%nthe list at rest: %s%nthe list beside traffic: %s",
          held,
          unheld,
          atRest,
          beside);
    }
  }

  private static void recordScrolling(List<Run> runs) {
    Sample work = quantiles(runs.stream().map(run -> run.atRest().work()).toList(), P99);
    Sample interval = quantiles(runs.stream().map(run -> run.atRest().intervals()).toList(), P99);
    Sample beside = quantiles(runs.stream().map(run -> run.beside().work()).toList(), P99);
    double longest = runs.stream().mapToDouble(run -> run.atRest().work().max()).max().orElse(0);
    Figures.record(
        new Figure(
            "desktop: scrolling the list of " + Setting.CONVERSATIONS + " conversations",
            "p99 of a frame at most 33 ms at rest",
            String.format(
                Locale.ROOT,
                "p99 %.1f ms of work, %.1f ms from frame to frame; %.1f ms of work while messages"
                    + " arrive",
                work.median(),
                interval.median(),
                beside.median()),
            work.median() <= LONGEST_FRAME_MILLIS && interval.median() <= LONGEST_FRAME_MILLIS,
            String.format(
                Locale.ROOT,
                "median of %d runs of %d frames or more, 220 px a frame; longest frame %.0f ms."
                    + " Layout and software rendering. %d messages a second in any of the"
                    + " conversations change the order of the list.",
                runs.size(),
                runs.stream().mapToInt(run -> run.atRest().work().size()).min().orElse(0),
                longest,
                MESSAGES_PER_SECOND),
            Map.of(
                "workP99Millis",
                work.median(),
                "intervalP99Millis",
                interval.median(),
                "besideTrafficWorkP99Millis",
                beside.median(),
                "longestMillis",
                longest,
                "runs",
                (double) runs.size())));
  }

  private static void recordHeld(List<Run> runs) {
    Sample p95 = quantiles(runs.stream().map(run -> run.held().took()).toList(), P95);
    Sample median = quantiles(runs.stream().map(run -> run.held().took()).toList(), 0.5);
    Sample cpu = quantiles(runs.stream().map(run -> run.held().cpu()).toList(), P95);
    Figures.record(
        new Figure(
            "desktop: going to a room that is held, one of " + Setting.CONVERSATIONS,
            "p95 at most 100 ms to painted rows",
            String.format(
                Locale.ROOT, "p95 %.1f ms, median %.1f ms", p95.median(), median.median()),
            p95.median() <= SWITCH_MILLIS,
            String.format(
                Locale.ROOT,
                "median of %d runs of %d clicks, six rooms in turn; from the click until the"
                    + " renderer is done with the first frame that shows a message of the room. Of"
                    + " the JavaFX thread's CPU p95 %.1f ms.",
                runs.size(),
                runs.getFirst().held().took().size(),
                cpu.median()),
            Map.of(
                "p95Millis",
                p95.median(),
                "medianMillis",
                median.median(),
                "cpuP95Millis",
                cpu.median(),
                "runs",
                (double) runs.size())));
  }

  private static void recordNew(List<Run> runs, Sample answers) {
    Sample p95 = quantiles(runs.stream().map(run -> run.unheld().took()).toList(), P95);
    Sample median = quantiles(runs.stream().map(run -> run.unheld().took()).toList(), 0.5);
    Figures.record(
        new Figure(
            "desktop: going to a room that is not held, one of " + Setting.CONVERSATIONS,
            "p95 at most 100 ms and the server's answer to painted rows",
            String.format(
                Locale.ROOT,
                "p95 %.1f ms, median %.1f ms; the server's answer median %.1f ms",
                p95.median(),
                median.median(),
                answers.median()),
            p95.median() <= SWITCH_MILLIS + answers.median(),
            String.format(
                Locale.ROOT,
                "median of %d runs of %d clicks, each on another room. The answer is a page of %d"
                    + " messages, read by another client of the same kind.",
                runs.size(),
                runs.getFirst().unheld().took().size(),
                PAGE),
            Map.of(
                "p95Millis",
                p95.median(),
                "medianMillis",
                median.median(),
                "answerMedianMillis",
                answers.median(),
                "runs",
                (double) runs.size())));
  }

  private static Sample quantiles(List<Sample> samples, double share) {
    return new Sample(samples.stream().map(one -> one.quantile(share)).toList());
  }
}
