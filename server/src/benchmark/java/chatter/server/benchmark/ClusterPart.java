package chatter.server.benchmark;

import chatter.server.checker.BusGone;
import chatter.server.checker.ClusterInTrial;
import chatter.server.checker.ClusterInTrial.Bus;
import chatter.server.cluster.NatsServer;
import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/// What it costs and brings that several servers are one chat, by the database alone: one server
/// for itself, one that could have others, and three. The database does not wait for the disk, and
/// everything shares the machine: only the figures beside each other say something.
final class ClusterPart implements Sections.Section {
  private static final int ROOMS = 200;
  private static final int PER_SECOND = 200;
  private static final int NODES = 3;
  private static final double DELIVERY_GOAL_MILLIS = 50;
  private static final double WITHOUT_BUS_GOAL_MILLIS = 1_500;
  private static final double AGAIN_GOAL_MILLIS = 5_000;

  @Override
  public void run(boolean quick) throws Exception {
    Measured alone = measure(1, quick, Bus.NONE);
    Measured one = measure(1, quick, Bus.POSTGRES);
    Measured three = measure(NODES, quick, Bus.POSTGRES);
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    String conditions =
        String.format(
            Locale.ROOT,
            "one PostgreSQL that does not wait for the disk, all on one machine with a load of %.1f",
            load);
    record(
        "200 rooms, a writer in each that waits for its ack: stored/s with one server alone, one"
            + " with a bus, three",
        "compared",
        String.format(
            Locale.ROOT,
            "%.0f, %.0f (%.2f x), %.0f (%.2f x)",
            alone.stored,
            one.stored,
            one.stored / alone.stored,
            three.stored,
            three.stored / alone.stored),
        true,
        conditions,
        Map.of(
            "alonePerSecond",
            alone.stored,
            "onePerSecond",
            one.stored,
            "threePerSecond",
            three.stored));
    latency("one server alone", alone, conditions);
    latency("one server with a bus", one, conditions);
    latency("three servers, written at one and read at another", three, conditions);
    withoutBus("", three, conditions);
    if (NatsServer.isInstalled()) {
      Measured nats = measure(NODES, quick, Bus.NATS);
      latency("the same by NATS", nats, conditions);
      withoutBus(" that is NATS", nats, conditions);
    }
    record(
        "three servers, one killed with -9: its clients live again at the others",
        "p99 at most 5000 ms",
        p99(three.again),
        three.again.p99() <= AGAIN_GOAL_MILLIS,
        conditions,
        Map.of("p50Millis", three.again.p50(), "p99Millis", three.again.p99()));
  }

  private static void withoutBus(String which, Measured measured, String conditions) {
    record(
        "200 messages/s, three servers: delivery while the bus" + which + " is away",
        "p99 at most 1500 ms",
        p99(measured.withoutBus),
        measured.withoutBus.p99() <= WITHOUT_BUS_GOAL_MILLIS,
        conditions,
        Map.of("p50Millis", measured.withoutBus.p50(), "p99Millis", measured.withoutBus.p99()));
  }

  private static void latency(String where, Measured measured, String conditions) {
    record(
        "200 messages/s, " + where + ": send to ack",
        "compared",
        p99(measured.acks),
        true,
        conditions,
        Map.of("p50Millis", measured.acks.p50(), "p99Millis", measured.acks.p99()));
    record(
        "200 messages/s, " + where + ": send to delivery",
        "p99 at most 50 ms",
        p99(measured.deliveries),
        measured.deliveries.p99() <= DELIVERY_GOAL_MILLIS,
        conditions,
        Map.of("p50Millis", measured.deliveries.p50(), "p99Millis", measured.deliveries.p99()));
  }

  private static void record(
      String what,
      String goal,
      String measured,
      boolean reached,
      String note,
      Map<String, Double> numbers) {
    Figures.record(new Figure(what, goal, measured, reached, note, new TreeMap<>(numbers)));
  }

  private static String p99(ClusterLoad.Millis millis) {
    return String.format(Locale.ROOT, "p99 %.1f ms, p50 %.1f ms", millis.p99(), millis.p50());
  }

  private static Measured measure(int nodes, boolean quick, Bus bus) throws Exception {
    Path folder = Files.createTempDirectory("cluster");
    int window = quick ? 5_000 : 20_000;
    try (ClusterInTrial cluster = new ClusterInTrial(nodes, 0, folder, List.of(), bus).start();
        ClusterLoad load = ClusterLoad.of(cluster, ROOMS)) {
      var _ = load.paced(PER_SECOND, window);
      ClusterLoad.Window paced = load.paced(PER_SECOND, window);
      double stored = load.closed(window);
      ClusterLoad.Millis withoutBus = ClusterLoad.Millis.NONE;
      ClusterLoad.Millis again = ClusterLoad.Millis.NONE;
      if (nodes > 1) {
        withoutBus = withoutBus(cluster, load, window);
        again = load.killed(cluster);
      }
      return new Measured(stored, paced.acks(), paced.deliveries(), withoutBus, again);
    } finally {
      delete(folder);
    }
  }

  private static ClusterLoad.Millis withoutBus(ClusterInTrial cluster, ClusterLoad load, int window)
      throws Exception {
    Duration longer = Duration.ofMillis(window + 3_000L);
    BusGone gone = new BusGone(cluster, 0, longer, longer);
    FutureTask<String> meanwhile =
        new FutureTask<>((Callable<String>) () -> gone.step(new Random(1)));
    Thread.ofPlatform().name("bus").start(meanwhile);
    // Until it has noticed.
    Swarm.pause(2_000);
    ClusterLoad.Window paced = load.paced(PER_SECOND, window);
    var _ = meanwhile.get();
    return paced.deliveries();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      List<Path> all = files.toList();
      for (int i : IntStream.range(0, all.size()).map(i -> all.size() - 1 - i).toArray()) {
        Files.deleteIfExists(all.get(i));
      }
    }
  }

  private record Measured(
      double stored,
      ClusterLoad.Millis acks,
      ClusterLoad.Millis deliveries,
      ClusterLoad.Millis withoutBus,
      ClusterLoad.Millis again) {}
}
