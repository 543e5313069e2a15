package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// How many messages the server stores in many small rooms at once, each waited for until it is on
/// the disk.
final class WritesPart implements Sections.Section {
  private static final int ROOMS = 200;
  private static final int PEOPLE = 5;
  private static final int IN_FLIGHT = 8;
  private static final double GOAL = 9_000;

  private final Build build;

  /// @param build whose server is measured
  WritesPart(Build build) {
    this.build = build;
  }

  @Override
  public void run(boolean quick) throws IOException {
    try (World world = World.of(build, ROOMS, PEOPLE);
        Subject server = Subject.chatter(build, world.data());
        Swarm swarm = new Swarm(server)) {
      swarm.connect(world.members());
      List<Integer> writers = IntStream.range(0, ROOMS).map(r -> r * PEOPLE).boxed().toList();
      swarm.write(writers, IN_FLIGHT);
      Swarm.pause(quick ? 8_000 : 20_000);
      Swarm.Window window = swarm.measure(quick ? 4_000 : 15_000);
      swarm.write(writers, 0);
      double stored = window.messagesPerSecond();
      double load = window.loadCpuSeconds / window.seconds;
      Figures.record(
          new Figure(
              build.named("stored messages/s, 200 rooms of 5, 8 under way in each"),
              "at least 9,000, each on the disk before its ack",
              String.format(
                  Locale.ROOT,
                  "%,.0f messages/s, %,.0f deliveries/s",
                  stored,
                  window.deliveriesPerSecond()),
              stored >= GOAL,
              String.format(
                  Locale.ROOT,
                  "%s; load %.0f %% of its core; ack p50 %.0f ms with 1,600 messages under way",
                  Machine.pinning(),
                  load * 100,
                  window.ackMillis(50)),
              Map.of(
                  "storedPerSecond",
                  stored,
                  "deliveriesPerSecond",
                  window.deliveriesPerSecond(),
                  "loadCpuShare",
                  load,
                  "ackP50Millis",
                  window.ackMillis(50))));
    }
  }
}
