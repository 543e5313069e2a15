package chatter.server.benchmark;

import chatter.server.ServerMain;
import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/// How long the headless server takes from the start of its process to the first connection that it
/// accepts, on a database that is there already; with the cache of classes and profiles that Java
/// writes in a training run, and without.
final class StartPart implements Sections.Section {
  private static final double GOAL_SECONDS = 0.6;
  private static final int MESSAGES = 100_000;

  @Override
  public void run(boolean quick) throws IOException, InterruptedException {
    int times = quick ? 3 : 11;
    try (World world = World.of(1, 100)) {
      world.fill(0, MESSAGES);
      Path folder = world.data().resolveSibling("program");
      String classPath = jars(folder);
      Path cache = folder.resolve("chatter.aot");
      train(world, classPath, cache);
      List<Double> plain = new ArrayList<>();
      List<Double> cached = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        plain.add(start(world, classPath, List.of()));
        cached.add(start(world, classPath, List.of("-XX:AOTCache=" + cache)));
      }
      double median = Medians.of(cached, s -> s);
      Figures.record(
          new Figure(
              "headless server: start to the first accepted connection",
              "at most 0.6 s with the AOT cache",
              String.format(
                  Locale.ROOT,
                  "%.2f s; without the cache %.2f s",
                  median,
                  Medians.of(plain, s -> s)),
              median <= GOAL_SECONDS,
              String.format(
                  Locale.ROOT,
                  "median of %d starts on one core, on a database of 100,000 messages; the cache has"
                      + " %.0f MB. What is left is mostly the compilers: a profile gave them six"
                      + " tenths of the core's time, and the start itself four",
                  times,
                  Files.size(cache) / 1e6),
              Map.of("seconds", median, "secondsWithoutCache", Medians.of(plain, s -> s))));
    }
  }

  /// Java's cache takes jars only.
  private static String jars(Path folder) throws IOException {
    Files.createDirectories(folder);
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> jars = new ArrayList<>();
    for (String entry : Subject.classPath().split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (!Files.isDirectory(path)) {
        jars.add(entry);
      } else if (!path.endsWith("test-classes")) {
        Path file = folder.resolve("classes-" + jars.size() + ".jar");
        int exit =
            jar.run(
                System.out, System.err, "--create", "--file", file.toString(), "-C", entry, ".");
        if (exit != 0) {
          throw new IOException("jar failed");
        }
        jars.add(file.toString());
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  /// A run in which everything that a server does at first is done once.
  private static void train(World world, String classPath, Path cache) throws IOException {
    try (Subject server =
            Subject.chatter(world.data(), classPath, List.of("-XX:AOTCacheOutput=" + cache));
        Swarm swarm = new Swarm(server)) {
      swarm.connect(world.members());
      swarm.write(List.of(0), 1);
      swarm.measure(2_000);
      swarm.write(List.of(0), 0);
      Swarm.pause(200);
    }
    if (!Files.exists(cache)) {
      throw new IOException("Java wrote no cache");
    }
  }

  private static double start(World world, String classPath, List<String> flags)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = Subject.java(flags, classPath, ServerMain.class.getName());
    command.addAll(List.of("--port=" + port, "--data=" + world.data()));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (!accepts(address)) {
        if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(30) || !process.isAlive()) {
          throw new IOException("the server did not start");
        }
        Thread.sleep(1);
      }
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      process.toHandle().destroy();
      process.waitFor();
    }
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
