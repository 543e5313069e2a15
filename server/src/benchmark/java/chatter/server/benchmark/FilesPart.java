package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import chatter.shared.api.ApiJson;
import chatter.shared.api.FileLinksRequest;
import chatter.shared.api.FileLinksResponse;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Files up and down beside what nginx does with the same file on the same disk, uploads that are
/// cut again and again, and what fifty of them, and photographs by the hundred, do to those who
/// only talk.
final class FilesPart implements Sections.Section {
  private static final long MEBIBYTE = 1 << 20;
  private static final int ROUNDS = 3;
  private static final int CUTS = 50;
  private static final int SENDERS = 50;
  private static final long SENDER_BYTES_PER_SECOND = 1_000_000;
  private static final int PEOPLE = 500;
  private static final int PER_SECOND = 50;
  private static final double UP_GOAL = 0.5;
  private static final double DOWN_GOAL = 0.7;
  private static final double SLOWER_GOAL = 1.5;
  private static final long AGAIN_GOAL = MEBIBYTE;

  @Override
  public void run(boolean quick) throws Exception {
    long size = (quick ? 128 : 1_024) * MEBIBYTE;
    try (World world = World.of(1, PEOPLE)) {
      Path file = world.data().resolveSibling("file");
      write(file, size);
      try (Subject server = Subject.chatter(world.data())) {
        FileSender sender = new FileSender(server.port(), world.members().getFirst().token());
        if (Nginx.isThere()) {
          besideNginx(server, sender, world, file);
        } else {
          System.out.println("nginx is not installed: uploads and downloads are not compared");
        }
        cut(sender, file);
        besideTalk(server, world, quick);
      }
    }
    PhotographFlood.run(quick);
  }

  private static void write(Path file, long size) throws IOException {
    Random random = new Random(1);
    byte[] some = new byte[(int) MEBIBYTE];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long at = 0; at < size; at += some.length) {
        random.nextBytes(some);
        out.write(some);
      }
    }
  }

  private static void besideNginx(Subject server, FileSender sender, World world, Path file)
      throws Exception {
    long size = Files.size(file);
    List<Double> up = new ArrayList<>();
    List<Double> down = new ArrayList<>();
    List<Double> upNginx = new ArrayList<>();
    List<Double> downNginx = new ArrayList<>();
    List<Double> upCpu = new ArrayList<>();
    List<Double> downCpu = new ArrayList<>();
    long heapMost = 0;
    long heapBefore = server.liveHeapBytes();
    try (Nginx nginx = Nginx.start(world.data().resolveSibling("nginx"))) {
      FileSender plain = new FileSender(nginx.port(), null);
      // The first of each is for the compilers and the disk.
      for (int round = 0; round <= ROUNDS; round++) {
        long begun = System.nanoTime();
        plain.put("/file" + round, file);
        double putSeconds = (System.nanoTime() - begun) / 1e9;
        double cpu = server.cpuSeconds();
        begun = System.nanoTime();
        String id = sender.create("file", size);
        sender.send(id, file, 0, 0);
        double sentSeconds = (System.nanoTime() - begun) / 1e9;
        upCpu.add((server.cpuSeconds() - cpu) * 1e9 / size);
        heapMost = Math.max(heapMost, server.liveHeapBytes() - heapBefore);
        String link = link(server, world, id);
        cpu = server.cpuSeconds();
        begun = System.nanoTime();
        long got = sender.fetch(link);
        double fetchedSeconds = (System.nanoTime() - begun) / 1e9;
        downCpu.add((server.cpuSeconds() - cpu) * 1e9 / size);
        begun = System.nanoTime();
        long gotNginx = plain.fetch("/file" + round);
        double fetchedNginxSeconds = (System.nanoTime() - begun) / 1e9;
        if (got < size || gotNginx < size) {
          throw new IOException("only " + got + " and " + gotNginx + " bytes came");
        }
        if (round > 0) {
          up.add(size / sentSeconds / 1e6);
          upNginx.add(size / putSeconds / 1e6);
          down.add(size / fetchedSeconds / 1e6);
          downNginx.add(size / fetchedNginxSeconds / 1e6);
        }
        nginx.remove("file" + round);
      }
    }
    ratio("upload", size, up, upNginx, "nginx's DAV PUT", UP_GOAL, heapMost, upCpu);
    ratio(
        "download",
        size,
        down,
        downNginx,
        "nginx serving the same file",
        DOWN_GOAL,
        heapMost,
        downCpu);
  }

  private static void ratio(
      String what,
      long size,
      List<Double> ours,
      List<Double> theirs,
      String whose,
      double goal,
      long heap,
      List<Double> cpu) {
    double mine = Medians.of(ours, x -> x);
    double other = Medians.of(theirs, x -> x);
    Figures.record(
        new Figure(
            what + " of " + size / MEBIBYTE + " MiB over loopback",
            "at least " + goal + " x " + whose,
            String.format(Locale.ROOT, "%.2f x: %.0f MB/s to %.0f", mine / other, mine, other),
            mine / other >= goal,
            String.format(
                Locale.ROOT,
                "medians of %d rounds, each with both; live heap grew by %.1f MB at most; %.2f s of the"
                    + " server's CPU for a GB; %s",
                ours.size(),
                heap / 1e6,
                Medians.of(cpu, x -> x),
                Machine.pinning()),
            Map.of("megabytesPerSecond", mine, "nginxMegabytesPerSecond", other)));
  }

  /// Sends the file as a message and asks for a link to it.
  private static String link(Subject server, World world, String id) throws Exception {
    Peer.Member member = world.members().getFirst();
    SentMessages.send(server.port(), member, List.of(id));
    try (HttpClient http = HttpClient.newHttpClient()) {
      String body =
          http.send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + server.port() + "/api/files/links"))
                      .header("Authorization", "Bearer " + member.token())
                      .header("Content-Type", "application/json")
                      .POST(
                          BodyPublishers.ofByteArray(
                              ApiJson.MAPPER.writeValueAsBytes(new FileLinksRequest(List.of(id)))))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return ApiJson.MAPPER.readValue(body, FileLinksResponse.class).links().getFirst().url();
    }
  }

  private static void cut(FileSender sender, Path file) throws Exception {
    long size = Files.size(file);
    Random random = new Random(7);
    String id = sender.create("cut", size);
    long sent = 0;
    long mostAgain = 0;
    long at = 0;
    for (int i = 0; i < CUTS; i++) {
      long part = sender.sendAndCut(id, file, at, 1 + random.nextLong(2 * size / (CUTS + 2)));
      sent += part;
      long has = sender.offset(id);
      if (has < at) {
        throw new IOException("what was there is gone: " + at + ", " + has);
      }
      mostAgain = Math.max(mostAgain, at + part - has);
      at = has;
    }
    sender.send(id, file, at, 0);
    sent += size - at;
    boolean same = Files.exists(contentOf(file));
    Figures.record(
        new Figure(
            "an upload of " + size / MEBIBYTE + " MiB, cut " + CUTS + " times at random",
            "goes on each time, at most 1 MiB is sent twice for each cut, bytes identical",
            String.format(
                Locale.ROOT,
                "went on %d times, %.2f MiB sent twice for a cut at most, %.2f in all, %s",
                CUTS,
                mostAgain / (double) MEBIBYTE,
                (sent - size) / (double) MEBIBYTE,
                same ? "identical" : "DIFFERENT"),
            same && mostAgain <= AGAIN_GOAL,
            "",
            Map.of("mostBytesTwice", (double) mostAgain)));
  }

  private static Path contentOf(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[(int) MEBIBYTE];
    try (var in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    return file.resolveSibling("data").resolve("files").resolve(hash.substring(0, 2)).resolve(hash);
  }

  private static void besideTalk(Subject server, World world, boolean quick) throws Exception {
    Path small = world.data().resolveSibling("small");
    long millis = quick ? 5_000 : 20_000;
    write(small, (millis / 1_000 + 5) * SENDER_BYTES_PER_SECOND / MEBIBYTE * MEBIBYTE);
    List<Integer> writers = IntStream.range(0, PEOPLE).boxed().toList();
    try (Swarm swarm = new Swarm(server);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      swarm.connect(world.members());
      swarm.pace(writers, PER_SECOND);
      Swarm.pause(quick ? 3_000 : 10_000);
      Swarm.Window before = swarm.measure(millis);
      List<Future<?>> sending = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        FileSender sender = new FileSender(server.port(), world.members().get(i).token());
        sending.add(
            senders.submit(() -> {
              String id = sender.create("small", Files.size(small));
              sender.send(id, small, 0, SENDER_BYTES_PER_SECOND);
              return id;
            }));
      }
      Swarm.pause(1_000);
      Swarm.Window during = swarm.measure(millis);
      for (Future<?> each : sending) {
        var _ = each.get();
      }
      swarm.pace(writers, 0);
      double with = during.deliveryMillis(99);
      double without = before.deliveryMillis(99);
      Figures.record(
          new Figure(
              SENDERS + " uploads at 1 MB/s each while a room of " + PEOPLE + " is written in",
              "delivery p99 at most 1.5 x without them",
              String.format(
                  Locale.ROOT, "%.2f x: %.2f ms, without %.2f ms", with / without, with, without),
              with <= SLOWER_GOAL * without,
              String.format(
                  Locale.ROOT,
                  "%d messages a second; server's CPU %.2f s of %.0f, without %.2f",
                  PER_SECOND,
                  during.serverCpuSeconds,
                  millis / 1e3,
                  before.serverCpuSeconds),
              Map.of("p99Millis", with, "withoutP99Millis", without)));
    }
  }
}
