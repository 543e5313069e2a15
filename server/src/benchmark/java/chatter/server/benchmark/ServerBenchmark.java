package chatter.server.benchmark;

import chatter.server.benchmark.page.PageEmoji;
import chatter.server.benchmark.page.PageFigures;
import chatter.server.benchmark.page.PageRooms;
import chatter.server.benchmark.page.PageSwitcher;
import chatter.server.figures.Sections;
import java.util.Map;

/// Measures the server and the page; see README, "How fast".
public final class ServerBenchmark {
  private ServerBenchmark() {}

  /// @param args see `--help`
  public static void main(String[] args) {
    System.exit(
        new Sections()
            .add("rates-1000", rates(1, 1_000, false, new RatesPart.Goal(1_500, 5)))
            .add("rates-100", rates(1, 100, false, new RatesPart.Goal(5_000, 1.3)))
            .add("rates-1000-tls", rates(1, 1_000, true, new RatesPart.Goal(700, 4)))
            .add("rates-100-tls", rates(1, 100, true, new RatesPart.Goal(2_000, 1)))
            .add("rates-200x5", rates(200, 5, false, new RatesPart.Goal(2_000, 0.2)))
            .add("rates-20x50", rates(20, 50, false, new RatesPart.Goal(2_000, 0.5)))
            .add("connects", connects(false, 1.2, 0.6))
            .add("connects-tls", connects(true, 4, 2.5))
            .add(
                "room-1000",
                Machine.apart(
                    Build.each(build -> new RoomsPart(build, 1_000, Map.of(8, 2.0, 32, 5.0)))))
            .add(
                "room-100",
                Machine.apart(
                    Build.each(build -> new RoomsPart(build, 100, Map.of(8, 1.5, 32, 4.0)))))
            .add("writes", Machine.apart(Build.each(WritesPart::new)))
            .add("cluster", new ClusterPart())
            .add("latency", Machine.apart(Build.each(LatencyPart::new)))
            .add("idle", Machine.apart(new IdlePart()))
            .add("reconnect", Machine.apart(Build.each(ReconnectPart::new)))
            .add("history", Machine.apart(Build.each(HistoryPart::new)))
            .add("history-mixed", Machine.apart(new MixedHistoryPart()))
            .add("welcome", Machine.apart(new WelcomePart()))
            .add("joins", Machine.apart(new JoinsPart()))
            .add("reactions", Machine.apart(new ReactionsPart()))
            .add("logins", Machine.apart(new LoginsPart()))
            .add("floods", Machine.apart(new FloodsPart()))
            .add("files", Machine.apart(new FilesPart()))
            .add("start", Machine.apart(new StartPart()))
            .add("cold", Machine.apart(new ColdPart()))
            .add("search", Machine.apart(new SearchPart()))
            .add("text", Machine.apart(new TextPart()))
            .add("hot-spots", Machine.apart(new HotSpotsPart()))
            .add("page", new PageFigures())
            .add("page-rooms", new PageRooms())
            .add("page-switcher", new PageSwitcher())
            .add("page-emoji", new PageEmoji())
            .run(args));
  }

  private static Sections.Section rates(
      int rooms, int people, boolean encrypted, RatesPart.Goal goal) {
    return Machine.apart(Build.each(build -> new RatesPart(build, rooms, people, encrypted, goal)));
  }

  private static Sections.Section connects(boolean encrypted, double freshGoal, double warmGoal) {
    return Machine.apart(
        Build.each(build -> new ConnectsPart(build, encrypted, freshGoal, warmGoal)));
  }
}
