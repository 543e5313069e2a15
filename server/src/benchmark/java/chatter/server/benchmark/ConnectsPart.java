package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What one costs who comes back, from the TCP connection to `live`, one after the other: of the
/// server's processor, right after its start and when it has been at it for a while. Through TLS no
/// session is resumed.
final class ConnectsPart implements Sections.Section {
  private static final int PEOPLE = 100;
  private static final int STARTS = 5;
  private static final int ROUNDS = 30;
  private static final int QUICK_ROUNDS = 10;

  private final Build build;
  private final boolean encrypted;
  private final double freshGoal;
  private final double warmGoal;

  /// @param build whose server is measured
  /// @param freshGoal milliseconds of the first hundred
  /// @param warmGoal milliseconds of the last
  ConnectsPart(Build build, boolean encrypted, double freshGoal, double warmGoal) {
    this.build = build;
    this.encrypted = encrypted;
    this.freshGoal = freshGoal;
    this.warmGoal = warmGoal;
  }

  @Override
  public void run(boolean quick) throws IOException {
    List<Cost> fresh = new ArrayList<>();
    List<Cost> warm = new ArrayList<>();
    for (int start = 0; start < (quick ? 1 : STARTS); start++) {
      try (World world = World.of(build, 1, PEOPLE);
          Subject server = Subject.chatter(build, world.data(), encrypted)) {
        fresh.add(connect(server, world));
        Cost last = fresh.getLast();
        for (int round = 0; round < (quick ? QUICK_ROUNDS : ROUNDS); round++) {
          last = connect(server, world);
        }
        warm.add(last);
      }
      System.out.println(named() + ": fresh " + fresh.getLast() + ", warm " + warm.getLast());
    }
    record("the first hundred after a start", fresh, freshGoal);
    record("a hundred of the thousands after that", warm, warmGoal);
  }

  private static Cost connect(Subject server, World world) {
    try (Swarm swarm = new Swarm(server)) {
      double cpu = server.cpuSeconds();
      long nanos = swarm.connect(world.members(), 1);
      return new Cost((server.cpuSeconds() - cpu) * 1_000 / PEOPLE, nanos / 1e6 / PEOPLE);
    }
  }

  private String named() {
    return build.named("from TCP connect to live, " + (encrypted ? "encrypted" : "in plain text"));
  }

  private void record(String which, List<Cost> costs, double goal) {
    double cpu = Medians.of(costs, Cost::cpuMillis);
    double time = Medians.of(costs, Cost::millis);
    Figures.record(
        new Figure(
            named() + ": " + which,
            String.format(Locale.ROOT, "at most %.1f ms of the server's core each", goal),
            String.format(
                Locale.ROOT,
                "%.1f ms (%.1f to %.1f), after %.1f ms",
                cpu,
                costs.stream().mapToDouble(Cost::cpuMillis).min().orElse(0),
                costs.stream().mapToDouble(Cost::cpuMillis).max().orElse(0),
                time),
            cpu <= goal,
            String.format(
                Locale.ROOT, "%d starts; compiling counts; %s", costs.size(), Machine.pinning()),
            Map.of("cpuMillis", cpu, "millis", time)));
  }

  /// @param cpuMillis of the server, for one
  /// @param millis until one is live
  private record Cost(double cpuMillis, double millis) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.1f ms of the core, %.1f ms", cpuMillis, millis);
    }
  }
}
