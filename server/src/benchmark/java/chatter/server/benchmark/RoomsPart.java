package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How fast one room hands out messages, beside the two servers that do nothing else. All three run
/// at the same time and are measured in turn, so that what the machine does meanwhile hits them
/// alike. One person writes, with so many messages under way: the next goes out when one has come
/// back. In all three the writer is the first of the room to be served.
final class RoomsPart implements Sections.Section {
  private static final int[] IN_FLIGHT = {1, 8, 32};
  private static final double COMMIT_ALLOWANCE_MILLIS = 2;

  private final Build build;
  private final int people;
  private final Map<Integer, Double> goals;

  /// @param build whose server is measured
  /// @param people in the room
  /// @param goals per number of messages under way how many times the one-write limit it should be
  RoomsPart(Build build, int people, Map<Integer, Double> goals) {
    this.build = build;
    this.people = people;
    this.goals = Map.copyOf(goals);
  }

  @Override
  public void run(boolean quick) throws IOException {
    long millis = quick ? 1_500 : 3_000;
    int rounds = quick ? 1 : 3;
    try (World world = World.of(build, 1, people);
        Subject chatter = Subject.chatter(build, world.data());
        Subject bare = Subject.baseline(BareJetty.class);
        Subject oneWrite = Subject.baseline(OneWrite.class);
        Swarm inChatter = new Swarm(chatter);
        Swarm inBare = new Swarm(bare);
        Swarm inOneWrite = new Swarm(oneWrite)) {
      List<Swarm> swarms = List.of(inChatter, inBare, inOneWrite);
      for (Swarm swarm : swarms) {
        swarm.connect(world.members());
      }
      for (int i = 0; i < (quick ? 2 : 4); i++) {
        for (Swarm swarm : swarms) {
          measure(swarm, i % 2 == 0 ? 32 : 1, 2_000);
        }
      }
      double disk = Disk.commitMillis(world.data());
      for (int inFlight : IN_FLIGHT) {
        List<List<Swarm.Window>> windows =
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
          for (int s = 0; s < swarms.size(); s++) {
            windows.get(s).add(measure(swarms.get(s), inFlight, millis));
          }
        }
        tell(inFlight, windows, disk);
      }
    }
  }

  private static Swarm.Window measure(Swarm swarm, int inFlight, long millis) {
    List<Integer> writer = List.of(0);
    swarm.write(writer, inFlight);
    Swarm.pause(300);
    Swarm.Window window = swarm.measure(millis);
    swarm.write(writer, 0);
    Swarm.pause(200);
    return window;
  }

  private void tell(int inFlight, List<List<Swarm.Window>> windows, double diskMillis) {
    double chatter = Medians.of(windows.get(0), Swarm.Window::deliveriesPerSecond);
    double bare = Medians.of(windows.get(1), Swarm.Window::deliveriesPerSecond);
    double oneWrite = Medians.of(windows.get(2), Swarm.Window::deliveriesPerSecond);
    double load = Medians.of(windows.get(0), w -> w.loadCpuSeconds / w.seconds);
    double cpu = Medians.of(windows.get(0), w -> w.serverCpuSeconds / w.delivered * 1e6);
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("deliveriesPerSecond", chatter);
    numbers.put("bareJettyDeliveriesPerSecond", bare);
    numbers.put("oneWriteDeliveriesPerSecond", oneWrite);
    numbers.put("serverCpuMicrosPerDelivery", cpu);
    numbers.put(
        "bareJettyCpuMicrosPerDelivery",
        Medians.of(windows.get(1), w -> w.serverCpuSeconds / w.delivered * 1e6));
    numbers.put(
        "oneWriteCpuMicrosPerDelivery",
        Medians.of(windows.get(2), w -> w.serverCpuSeconds / w.delivered * 1e6));
    numbers.put("loadCpuShare", load);
    numbers.put("serverCpuShare", Medians.of(windows.get(0), w -> w.serverCpuSeconds / w.seconds));
    numbers.put(
        "oneWriteLoadCpuShare", Medians.of(windows.get(2), w -> w.loadCpuSeconds / w.seconds));
    numbers.put("ackP50Millis", Medians.of(windows.get(0), w -> w.ackMillis(50)));
    String what =
        build.named(String.format(Locale.ROOT, "room of %,d, %d under way", people, inFlight));
    Double goal = goals.get(inFlight);
    boolean reached = inFlight == 1 ? chatter >= 0.9 * bare : chatter >= goal * oneWrite;
    Figures.record(
        new Figure(
            what,
            inFlight == 1
                ? "at least 0.9 x bare Jetty"
                : String.format(Locale.ROOT, "at least %.1f x the one-write limit", goal),
            String.format(
                Locale.ROOT,
                "%.2f x the one-write limit, %.2f x bare Jetty (%,.0f, %,.0f and %,.0f deliveries/s)",
                chatter / oneWrite,
                chatter / bare,
                chatter,
                oneWrite,
                bare),
            reached,
            String.format(
                Locale.ROOT,
                "%s; load %.0f %% of its core, %.2f us of the server's CPU per delivery; ack p50 %.2f ms",
                Machine.pinning(),
                load * 100,
                cpu,
                numbers.get("ackP50Millis")),
            numbers));
    if (inFlight == 1) {
      tellAck(what, numbers.get("ackP50Millis"), diskMillis);
    }
  }

  private static void tellAck(String what, double ackMillis, double diskMillis) {
    Figures.record(
        new Figure(
            what + ": time to the ack",
            "p50 within 2 ms of the disk's own commit time",
            String.format(Locale.ROOT, "p50 %.2f ms, the disk %.2f ms", ackMillis, diskMillis),
            ackMillis - diskMillis <= COMMIT_ALLOWANCE_MILLIS,
            "",
            Map.of("ackP50Millis", ackMillis, "diskCommitMillis", diskMillis)));
  }
}
