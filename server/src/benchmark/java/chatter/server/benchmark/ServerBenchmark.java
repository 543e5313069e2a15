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
            .add(
                "room-1000",
                Machine.apart(
                    Build.each(build -> new RoomsPart(build, 1_000, Map.of(8, 2.0, 32, 5.0)))))
            .add(
                "room-100",
                Machine.apart(
                    Build.each(build -> new RoomsPart(build, 100, Map.of(8, 1.5, 32, 4.0)))))
            .add("writes", Machine.apart(Build.each(WritesPart::new)))
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
            .add("search", Machine.apart(new SearchPart()))
            .add("text", Machine.apart(new TextPart()))
            .add("hot-spots", Machine.apart(new HotSpotsPart()))
            .add("page", new PageFigures())
            .add("page-rooms", new PageRooms())
            .add("page-switcher", new PageSwitcher())
            .add("page-emoji", new PageEmoji())
            .run(args));
  }
}
