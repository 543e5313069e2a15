package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Everybody comes home from an excursion: that many photographs of 12 megapixels, each of somebody
/// else, are sent at once, in a room in which people go on writing. It is over when all have their
/// previews. The server has the memory that it has when nobody says otherwise.
final class PhotographFlood {
  private static final int PEOPLE = 500;
  private static final int PER_SECOND = 50;
  private static final double MEGABYTE = 1e6;
  private static final double MEMORY_GOAL = 300;
  private static final double DELIVERY_GOAL = 250;
  private static final double CPU_GOAL = 0.6;

  /// A small one and a large one.
  private static final int PREVIEWS = 2;

  private static final int SAMPLE_MILLIS = 200;
  private static final int PATIENCE_SECONDS = 60;
  private static final int PATIENCE_SECONDS_EACH = 5;

  private PhotographFlood() {}

  static void run(boolean quick) throws Exception {
    int count = quick ? 20 : 200;
    Photographs photographs = new Photographs();
    List<Integer> writers = IntStream.range(0, PEOPLE).boxed().toList();
    try (World world = World.of(1, PEOPLE)) {
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        files.add(
            Files.write(world.data().resolveSibling("photograph" + i), photographs.photograph(i)));
      }
      try (Subject server = Subject.asShipped(world.data());
          Swarm swarm = new Swarm(server);
          Memory memory = new Memory(server)) {
        swarm.connect(world.members());
        swarm.pace(writers, PER_SECOND);
        Swarm.pause(quick ? 5_000 : 15_000);
        Swarm.Window before = swarm.measure(quick ? 5_000 : 20_000);
        long memoryBefore = memory.most();
        double previewsBefore = server.cpuSeconds("previews-");
        swarm.begin();
        long begun = System.nanoTime();
        post(server, world, files);
        double posted = (System.nanoTime() - begun) / 1e9;
        awaitPreviews(world.data(), count);
        double all = (System.nanoTime() - begun) / 1e9;
        double cpu = (server.cpuSeconds("previews-") - previewsBefore) / count;
        Swarm.Window during = swarm.end();
        swarm.pace(writers, 0);
        record(
            count
                + " photographs of 12 megapixels ("
                + Math.round(photographs.bytes() / 1e5) / 10.0
                + " MB) posted at once while a room of "
                + PEOPLE
                + " is written in",
            (memory.most() - memoryBefore) / MEGABYTE,
            during,
            before,
            cpu,
            "all posted after %.1f s, all previews there after %.1f s; %d messages a second; %s"
                .formatted(posted, all, PER_SECOND, Machine.pinning()));
      }
    }
  }

  private static void record(
      String what,
      double grown,
      Swarm.Window during,
      Swarm.Window before,
      double cpu,
      String note) {
    double p99 = during.deliveryMillis(99);
    Figures.record(
        new Figure(
            what,
            String.format(
                Locale.ROOT,
                "RSS grows by at most %.0f MB, delivery p99 at most %.0f ms, at most %.1f s of CPU for"
                    + " the previews of one",
                MEMORY_GOAL,
                DELIVERY_GOAL,
                CPU_GOAL),
            String.format(
                Locale.ROOT,
                "%.0f MB; %.0f ms, without %.1f ms; %.2f s",
                grown,
                p99,
                before.deliveryMillis(99),
                cpu),
            grown <= MEMORY_GOAL && p99 <= DELIVERY_GOAL && cpu <= CPU_GOAL,
            note,
            Map.of("grownMegabytes", grown, "p99Millis", p99, "previewCpuSeconds", cpu)));
  }

  private static void post(Subject server, World world, List<Path> files) throws Exception {
    try (ExecutorService senders = Executors.newFixedThreadPool(files.size());
        HttpClient http = HttpClient.newHttpClient()) {
      List<Future<?>> sending = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        Peer.Member member = world.members().get(i);
        FileSender sender = new FileSender(server.port(), member.token());
        sending.add(
            senders.submit(() -> {
              String id = sender.create("photograph.jpg", Files.size(file));
              sender.send(id, file, 0, 0);
              SentMessages.send(http, server.port(), member, List.of(id));
              return id;
            }));
      }
      for (Future<?> each : sending) {
        var _ = each.get();
      }
    }
  }

  private static void awaitPreviews(Path data, int photographs) throws IOException {
    long end =
        System.nanoTime()
            + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS + PATIENCE_SECONDS_EACH * photographs);
    while (previews(data) < (long) PREVIEWS * photographs) {
      if (System.nanoTime() > end) {
        throw new IOException("only " + previews(data) + " previews were made");
      }
      Swarm.pause(SAMPLE_MILLIS);
    }
  }

  private static long previews(Path data) throws IOException {
    Path folder = data.resolve("previews");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  /// How much memory a server takes, looked at again and again.
  private static final class Memory implements AutoCloseable {
    private final AtomicLong most = new AtomicLong();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    private Memory(Subject server) {
      var _ =
          looks.scheduleAtFixedRate(() -> look(server), 0, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(Subject server) {
      try {
        most.accumulateAndGet(server.residentBytes(), Math::max);
      } catch (IOException e) {
        // Ended.
      }
    }

    private long most() {
      return most.get();
    }

    @Override
    public void close() {
      looks.shutdownNow();
    }
  }
}
