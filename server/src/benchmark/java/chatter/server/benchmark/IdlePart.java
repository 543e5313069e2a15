package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/// What ten thousand people cost who are only there. Memory is what the system counts (RSS), after
/// a garbage collection before and after they come, because Java gives memory back only then.
final class IdlePart implements Sections.Section {
  private static final int WARM_UP = 500;
  private static final double GOAL_KB = 8;
  private static final double GOAL_CPU = 0.02;

  @Override
  public void run(boolean quick) throws IOException, InterruptedException {
    int people = quick ? 2_000 : 10_000;
    try (World world = World.of(1, people + WARM_UP);
        Subject server = Subject.chatter(world.data())) {
      // The same few again and again: until Java has compiled what it will.
      for (int i = 0; i < (quick ? 3 : 12); i++) {
        try (Swarm first = new Swarm(server)) {
          first.connect(world.members().subList(0, WARM_UP));
          Swarm.pause(500);
        }
      }
      Swarm.pause(3_000);
      long heapBefore = server.liveHeapBytes();
      long before = server.residentBytes();
      long threadsBefore = server.threads();
      try (Swarm swarm = new Swarm(server)) {
        long connecting = swarm.connect(world.members().subList(WARM_UP, people + WARM_UP));
        // Longer than people are missed for, so that all is quiet.
        Swarm.pause(quick ? 5_000 : 20_000);
        double heap = (server.liveHeapBytes() - heapBefore) / 1024.0 / people;
        double kilobytes = (server.residentBytes() - before) / 1024.0 / people;
        long threads = server.threads() - threadsBefore;
        Swarm.pause(2_000);
        Swarm.Window window = swarm.measure(quick ? 5_000 : 30_000);
        double cpu = window.serverCpuSeconds / window.seconds;
        if (swarm.size() != people) {
          throw new IllegalStateException("only " + swarm.size() + " are connected");
        }
        Figures.record(
            new Figure(
                String.format(Locale.ROOT, "%,d idle connections: memory", people),
                "at most 8 kB each (RSS), no thread each",
                String.format(
                    Locale.ROOT, "%.1f kB each, %d more threads in all", kilobytes, threads),
                kilobytes <= GOAL_KB && threads < people / 100,
                String.format(
                    Locale.ROOT,
                    "all were connected after %.1f s; RSS of the server %.0f MB before and %.0f MB"
                        + " with them; live heap %.1f kB each",
                    connecting / 1e9,
                    before / 1e6,
                    server.residentBytes() / 1e6,
                    heap),
                Map.of(
                    "liveHeapKilobytesEach",
                    heap,
                    "kilobytesEach",
                    kilobytes,
                    "moreThreads",
                    (double) threads)));
        Figures.record(
            new Figure(
                String.format(Locale.ROOT, "%,d idle connections: CPU", people),
                "under 2 % of a core",
                String.format(Locale.ROOT, "%.1f %%", cpu * 100),
                cpu < GOAL_CPU,
                "heartbeats included",
                Map.of("cpuShare", cpu)));
      }
    }
  }
}
