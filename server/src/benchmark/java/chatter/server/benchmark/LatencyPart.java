package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How long messages take on an ordinary day. The same load then goes to the one-write server,
/// which stores nothing.
final class LatencyPart implements Sections.Section {
  private static final double ACK_GOAL_MILLIS = 20;
  private static final double DELIVERY_GOAL_MILLIS = 25;
  private static final double TIMES = 3;

  private final Build build;

  /// @param build whose server is measured
  LatencyPart(Build build) {
    this.build = build;
  }

  @Override
  public void run(boolean quick) throws IOException {
    try (World world = World.of(build, OrdinaryDay.ROOMS, OrdinaryDay.PEOPLE);
        Subject chatter = Subject.chatter(build, world.data());
        Subject oneWrite = Subject.baseline(OneWrite.class)) {
      Swarm.Window ours = measure(chatter, world, quick);
      Swarm.Window theirs = measure(oneWrite, world, quick);
      record(
          build.named("200 messages/s in rooms of 20, 500 people: send to ack"),
          "p99 at most 20 ms",
          ours.ackMillis(50),
          ours.ackMillis(99),
          ours.ackMillis(99) <= ACK_GOAL_MILLIS,
          "");
      record(
          build.named("200 messages/s in rooms of 20, 500 people: send to delivery"),
          "p99 at most 25 ms",
          ours.deliveryMillis(50),
          ours.deliveryMillis(99),
          ours.deliveryMillis(99) <= DELIVERY_GOAL_MILLIS,
          "");
      double times = ours.deliveryMillis(99) / theirs.deliveryMillis(99);
      Figures.record(
          new Figure(
              build.named("200 messages/s in rooms of 20: delivery beside the one-write server"),
              "p99 at most 3 x its",
              String.format(
                  Locale.ROOT,
                  "%.1f x (%.2f ms and %.2f ms)",
                  times,
                  ours.deliveryMillis(99),
                  theirs.deliveryMillis(99)),
              times <= TIMES,
              String.format(
                  Locale.ROOT,
                  "the one-write server waits for no disk: p50 %.2f ms and %.2f ms, a commit alone"
                      + " takes this disk %.2f ms",
                  ours.deliveryMillis(50),
                  theirs.deliveryMillis(50),
                  Disk.commitMillis(world.data())),
              Map.of("times", times, "oneWriteDeliveryP99Millis", theirs.deliveryMillis(99))));
    }
  }

  private static Swarm.Window measure(Subject server, World world, boolean quick) {
    try (Swarm swarm = new Swarm(server)) {
      swarm.connect(world.members());
      List<Integer> everybody = OrdinaryDay.writers();
      swarm.pace(everybody, OrdinaryDay.PER_SECOND);
      Swarm.pause(quick ? 8_000 : 20_000);
      Swarm.Window window = swarm.measure(quick ? 5_000 : 30_000);
      swarm.pace(everybody, 0);
      return window;
    }
  }

  private static void record(
      String what, String goal, double p50, double p99, boolean reached, String note) {
    Figures.record(
        new Figure(
            what,
            goal,
            String.format(Locale.ROOT, "p99 %.2f ms, p50 %.2f ms", p99, p50),
            reached,
            note,
            Map.of("p50Millis", p50, "p99Millis", p99)));
  }
}
