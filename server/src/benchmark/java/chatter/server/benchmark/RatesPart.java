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
import java.util.stream.IntStream;

/// How many messages a second one room bears, or many: people spread over it write at a fixed rate,
/// whether the server keeps up or not, and a message counts when the last of all has it. The rate
/// rises until one message in a hundred takes longer than people would call at once. In turn with
/// the one-write limit, and each time with new processes: how a JVM compiles is chance.
final class RatesPart implements Sections.Section {
  private static final int[] RATES = {
    25, 50, 100, 150, 200, 300, 400, 500, 700, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 6_000,
    8_000, 10_000
  };

  /// At once, to those who read.
  private static final double MOST_MILLIS = 50;

  private static final int WRITERS = 8;
  private static final int STARTS = 5;

  /// Of the same rate, before it counts as too much: one stall is no limit.
  private static final int TRIES = 2;

  private final Build build;
  private final int rooms;
  private final int people;
  private final boolean encrypted;
  private final Goal goal;

  /// @param build whose server is measured
  /// @param rooms how many there are, all of which are written in
  /// @param people in each room
  /// @param encrypted through TLS, both servers
  RatesPart(Build build, int rooms, int people, boolean encrypted, Goal goal) {
    this.build = build;
    this.rooms = rooms;
    this.people = people;
    this.encrypted = encrypted;
    this.goal = goal;
  }

  @Override
  public void run(boolean quick) throws IOException {
    List<Borne> ours = new ArrayList<>();
    List<Borne> theirs = new ArrayList<>();
    for (int start = 0; start < (quick ? 1 : STARTS); start++) {
      try (World world = World.of(build, rooms, people)) {
        try (Subject chatter = Subject.chatter(build, world.data(), encrypted)) {
          ours.add(measure(chatter, world, quick));
        }
        try (Subject oneWrite = Subject.oneWrite(encrypted)) {
          theirs.add(measure(oneWrite, world, quick));
        }
      }
      System.out.println(named() + ": " + ours.getLast() + "; one write " + theirs.getLast());
    }
    record(ours, theirs);
  }

  private Borne measure(Subject server, World world, boolean quick) {
    try (Swarm swarm = new Swarm(server)) {
      swarm.connect(world.members());
      swarm.countReceivers();
      int writing = Math.max(WRITERS, rooms);
      List<Integer> writers =
          IntStream.range(0, writing).map(i -> i * rooms * people / writing).boxed().toList();
      // As a server is some seconds after its start.
      swarm.pace(writers, RATES[0]);
      Swarm.pause(quick ? 3_000 : 10_000);
      Borne borne = new Borne(0, 0, 0, 0);
      for (int rate : RATES) {
        Borne next = measure(swarm, writers, rate, quick);
        if (next.p99 > MOST_MILLIS) {
          break;
        }
        borne = next;
      }
      swarm.pace(writers, 0);
      return borne;
    }
  }

  /// The best of some tries; later ones only if those before were too slow.
  private static Borne measure(Swarm swarm, List<Integer> writers, int rate, boolean quick) {
    Borne best = null;
    for (int i = 0; i < TRIES && (best == null || best.p99 > MOST_MILLIS); i++) {
      swarm.pace(writers, rate);
      Swarm.pause(1_000);
      Swarm.Window window = swarm.measure(quick ? 2_000 : 4_000);
      // What does not come within the window came too late.
      boolean keepsUp = window.toAll.getTotalCount() >= 0.9 * rate * window.seconds;
      Borne borne =
          new Borne(
              rate,
              window.toAllMillis(50),
              keepsUp ? window.toAllMillis(99) : Double.POSITIVE_INFINITY,
              window.loadCpuSeconds / window.seconds);
      if (best == null || borne.p99 < best.p99) {
        best = borne;
      }
    }
    return best;
  }

  private String named() {
    return build.named(
        String.format(
            Locale.ROOT,
            "%s of %,d, %s",
            rooms == 1 ? "room" : rooms + " rooms",
            people,
            encrypted ? "encrypted" : "in plain text"));
  }

  private void record(List<Borne> ours, List<Borne> theirs) {
    double rate = Medians.of(ours, b -> b.rate);
    double oneWrite = Medians.of(theirs, b -> b.rate);
    double least = ours.stream().mapToDouble(b -> b.rate).min().orElse(0);
    double most = ours.stream().mapToDouble(b -> b.rate).max().orElse(0);
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("messagesPerSecond", rate);
    numbers.put("leastMessagesPerSecond", least);
    numbers.put("oneWriteMessagesPerSecond", oneWrite);
    numbers.put("p50Millis", Medians.of(ours, b -> b.p50));
    numbers.put("p99Millis", Medians.of(ours, b -> b.p99));
    numbers.put("loadCpuShare", Medians.of(ours, b -> b.load));
    Figures.record(
        new Figure(
            named() + ": messages/s that the last of the room has within 50 ms, at p99",
            String.format(
                Locale.ROOT,
                "at least %,d, and %.1f x the one-write limit",
                goal.perSecond,
                goal.times),
            String.format(
                Locale.ROOT,
                "%,.0f (%,.0f to %,.0f), %.1f x the one-write limit (%,.0f)",
                rate,
                least,
                most,
                rate / oneWrite,
                oneWrite),
            rate >= goal.perSecond && rate >= goal.times * oneWrite,
            String.format(
                Locale.ROOT,
                "%d starts; p50 %.1f ms, p99 %.1f ms at that rate; load %.0f %% of its core; %s",
                ours.size(),
                numbers.get("p50Millis"),
                numbers.get("p99Millis"),
                numbers.get("loadCpuShare") * 100,
                Machine.pinning()),
            numbers));
  }

  /// What it should bear.
  ///
  /// @param times as much as the one-write limit
  record Goal(int perSecond, double times) {}

  /// A rate that was borne; 0 if none was.
  ///
  /// @param load how much of its core the load took
  private record Borne(int rate, double p50, double p99, double load) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%,d/s, p50 %.1f, p99 %.1f ms, load %.0f %%", rate, p50, p99, load * 100);
    }
  }
}
