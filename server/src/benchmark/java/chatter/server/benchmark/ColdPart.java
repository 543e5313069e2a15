package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// What people feel right after a start: a room that is written in from the first second on, at a
/// rate far below what the server bears. With the cache that is made when it is installed, and
/// without; each beside what the same process does when it has run for a minute.
final class ColdPart implements Sections.Section {
  private static final int PEOPLE = 100;
  private static final int WRITERS = 8;
  private static final int RATE = 300;
  private static final int STARTS = 5;
  private static final int QUICK_STARTS = 2;
  private static final int FIRST_MILLIS = 20_000;
  private static final int BETWEEN_MILLIS = 35_000;
  private static final int LATER_MILLIS = 10_000;
  private static final double GOAL = 1.5;

  @Override
  public void run(boolean quick) throws IOException {
    List<Felt> trained = new ArrayList<>();
    List<Felt> untrained = new ArrayList<>();
    Installed installed = Installed.get();
    for (int start = 0; start < (quick ? QUICK_STARTS : STARTS); start++) {
      trained.add(feel(installed.classPath(), installed.flags()));
      untrained.add(feel(installed.classPath(), installed.untrainedFlags()));
      System.out.println(
          "with the cache " + trained.getLast() + "; without " + untrained.getLast());
    }
    double first = Medians.of(trained, f -> f.first);
    double later = Medians.of(trained, f -> f.later);
    double without = Medians.of(untrained, f -> f.first);
    Figures.record(
        new Figure(
            String.format(
                Locale.ROOT,
                "room of %d, %d messages/s from the start on: until the last of all has a message",
                PEOPLE,
                RATE),
            String.format(
                Locale.ROOT, "p99 of the first 20 s at most %.1f x that after a minute", GOAL),
            String.format(
                Locale.ROOT,
                "%.1f ms, after a minute %.1f ms; without the cache %.1f and %.1f ms",
                first,
                later,
                without,
                Medians.of(untrained, f -> f.later)),
            first <= GOAL * later,
            String.format(
                Locale.ROOT,
                "%d starts, %s with the cache and %s without; the server's CPU until then %.1f and"
                    + " %.1f s; %s",
                trained.size(),
                spread(trained),
                spread(untrained),
                Medians.of(trained, f -> f.cpu),
                Medians.of(untrained, f -> f.cpu),
                Machine.pinning()),
            Map.of("firstMillis", first, "laterMillis", later, "firstMillisWithout", without)));
  }

  private static String spread(List<Felt> all) {
    return String.format(
        Locale.ROOT,
        "%.1f to %.1f ms",
        all.stream().mapToDouble(f -> f.first).min().orElse(0),
        all.stream().mapToDouble(f -> f.first).max().orElse(0));
  }

  private static Felt feel(String classPath, List<String> flags) throws IOException {
    try (World world = World.of(1, PEOPLE);
        Subject server = Subject.chatter(world.data(), classPath, flags);
        Swarm swarm = new Swarm(server)) {
      swarm.connect(world.members());
      swarm.countReceivers();
      List<Integer> writers =
          IntStream.range(0, WRITERS).map(i -> i * PEOPLE / WRITERS).boxed().toList();
      swarm.pace(writers, RATE);
      Swarm.Window first = swarm.measure(FIRST_MILLIS);
      double cpu = server.cpuSeconds();
      Swarm.pause(BETWEEN_MILLIS);
      Swarm.Window later = swarm.measure(LATER_MILLIS);
      swarm.pace(writers, 0);
      return new Felt(first.toAllMillis(99), later.toAllMillis(99), cpu);
    }
  }

  /// @param first p99 of the first seconds, in milliseconds
  /// @param later that after a minute
  /// @param cpu of the server until the end of the first, in seconds
  private record Felt(double first, double later, double cpu) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "p99 %.1f ms, after a minute %.1f ms, %.1f s of CPU", first, later, cpu);
    }
  }
}
