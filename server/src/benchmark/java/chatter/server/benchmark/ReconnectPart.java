package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The network comes back and everybody at once with it: thousands connect in the same moment and
/// say hello, while others in the same room go on talking.
final class ReconnectPart implements Sections.Section {
  private static final int STAYING = 100;
  private static final int PER_SECOND = 10;
  private static final double LIVE_GOAL_SECONDS = 10;
  private static final double DELIVERY_GOAL_MILLIS = 250;

  private final Build build;

  /// @param build whose server is measured
  ReconnectPart(Build build) {
    this.build = build;
  }

  @Override
  public void run(boolean quick) throws IOException {
    int coming = quick ? 1_000 : 5_000;
    try (World world = World.of(build, 1, STAYING + coming);
        Subject server = Subject.chatter(build, world.data());
        Swarm staying = new Swarm(server);
        Swarm returning = new Swarm(server)) {
      List<Peer.Member> crowd = world.members().subList(STAYING, STAYING + coming);
      staying.connect(world.members().subList(0, STAYING));
      returning.connect(crowd);
      staying.pace(List.of(0), PER_SECOND);
      Swarm.pause(quick ? 3_000 : 10_000);
      returning.drop();
      Swarm.pause(3_000);
      staying.begin();
      double seconds = returning.connect(crowd, coming) / 1e9;
      Swarm.Window window = staying.end();
      staying.pace(List.of(0), 0);
      Figures.record(
          new Figure(
              build.named(
                  String.format(Locale.ROOT, "%,d clients come back at once: all live", coming)),
              "within 10 s",
              String.format(Locale.ROOT, "%.1f s", seconds),
              seconds <= LIVE_GOAL_SECONDS,
              "from the first connection attempt to the last live",
              Map.of("seconds", seconds)));
      Figures.record(
          new Figure(
              build.named(
                  String.format(
                      Locale.ROOT,
                      "%,d clients come back at once: delivery to the others",
                      coming)),
              "p99 at most 250 ms",
              String.format(
                  Locale.ROOT,
                  "p99 %.0f ms, p50 %.0f ms",
                  window.deliveryMillis(99),
                  window.deliveryMillis(50)),
              window.deliveryMillis(99) <= DELIVERY_GOAL_MILLIS,
              String.format(
                  Locale.ROOT,
                  "10 messages/s into the room to which all belong, seen by %d who stayed: %,d"
                      + " deliveries; ack p50 %.0f ms",
                  STAYING,
                  window.delivered,
                  window.ackMillis(50)),
              Map.of(
                  "p99Millis",
                  window.deliveryMillis(99),
                  "p50Millis",
                  window.deliveryMillis(50),
                  "ackP50Millis",
                  window.ackMillis(50),
                  "ackP99Millis",
                  window.ackMillis(99))));
    }
  }
}
