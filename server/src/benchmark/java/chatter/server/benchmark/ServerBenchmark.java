package chatter.server.benchmark;

import chatter.server.figures.Sections;
import java.util.Map;

/// Measures the server and the page; see README, "How fast".
public final class ServerBenchmark {
  private ServerBenchmark() {}

  /// @param args see `--help`
  public static void main(String[] args) throws Exception {
    Machine.pinLoad();
    System.exit(
        new Sections()
            .add("room-1000", new RoomsPart(1_000, Map.of(8, 2.0, 32, 5.0)))
            .add("room-100", new RoomsPart(100, Map.of(8, 1.5, 32, 4.0)))
            .add("writes", new WritesPart())
            .add("latency", new LatencyPart())
            .add("idle", new IdlePart())
            .add("reconnect", new ReconnectPart())
            .add("history", new HistoryPart())
            .add("logins", new LoginsPart())
            .add("start", new StartPart())
            .run(args));
  }
}
