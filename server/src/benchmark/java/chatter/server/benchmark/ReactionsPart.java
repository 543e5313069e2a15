package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// A message that everybody likes: two hundred react to it within a second, in a room of a thousand
/// who all are told. Nobody's frame brings one reaction at a time by then.
final class ReactionsPart implements Sections.Section {
  private static final int PEOPLE = 1_000;
  private static final int REACTING = 200;
  private static final int WARM_ROUNDS = 5;
  private static final double GOAL_MILLIS = 250;

  @Override
  public void run(boolean quick) throws IOException {
    int people = quick ? 200 : PEOPLE;
    int rounds = quick ? 2 : 5;
    try (World world = World.of(1, people)) {
      world.fill(0, WARM_ROUNDS + rounds);
      try (Subject server = Subject.chatter(world.data());
          Swarm swarm = new Swarm(server)) {
        swarm.connect(world.members());
        List<Integer> reacting = IntStream.range(0, REACTING).map(i -> i % people).boxed().toList();
        List<Swarm.Window> windows = new ArrayList<>();
        for (int round = 0; round < WARM_ROUNDS + rounds; round++) {
          swarm.begin();
          swarm.react(reacting, round + 1L);
          Swarm.pause(2_500);
          Swarm.Window window = swarm.end();
          if (round >= WARM_ROUNDS) {
            windows.add(window);
          }
        }
        tell(people, windows);
      }
    }
  }

  private static void tell(int people, List<Swarm.Window> windows) {
    Histogram all = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
    windows.forEach(window -> all.add(window.reactions));
    long frames = windows.stream().mapToLong(window -> window.reactionFrames).sum();
    long due = (long) REACTING * people * windows.size();
    if (all.getTotalCount() != due) {
      throw new IllegalStateException(all.getTotalCount() + " reactions came, not " + due);
    }
    double p99 = all.getValueAtPercentile(99) / 1e6;
    double p50 = all.getValueAtPercentile(50) / 1e6;
    double grouped = (double) due / frames;
    double cpu = Medians.of(windows, window -> window.serverCpuSeconds / REACTING * 1e3);
    Figures.record(
        new Figure(
            String.format(
                Locale.ROOT,
                "room of %,d, %d react to one message within a second: delivery",
                people,
                REACTING),
            "p99 at most 250 ms, grouped",
            String.format(
                Locale.ROOT, "p99 %.1f ms, p50 %.1f ms, %.1f reactions a frame", p99, p50, grouped),
            p99 <= GOAL_MILLIS,
            String.format(
                Locale.ROOT,
                "of %d rounds; %.2f ms of the server's CPU and %.2f ms of the load's for each reaction,"
                    + " told to %,d",
                windows.size(),
                cpu,
                Medians.of(windows, window -> window.loadCpuSeconds / REACTING * 1e3),
                people),
            Map.of(
                "p99Millis",
                p99,
                "p50Millis",
                p50,
                "reactionsPerFrame",
                grouped,
                "serverCpuMillisPerReaction",
                cpu)));
  }
}
