package chatter.server.benchmark;

import chatter.server.ServerMain;
import chatter.server.faults.LoopbackPort;
import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How long the headless server takes from the start of its process to the first connection that it
/// accepts, on a database that is there already; with the cache that is made when it is installed,
/// and without.
final class StartPart implements Sections.Section {
  private static final double GOAL_SECONDS = 0.6;
  private static final int MESSAGES = 100_000;

  @Override
  public void run(boolean quick) throws IOException, InterruptedException {
    int times = quick ? 3 : 11;
    try (World world = World.of(1, 100)) {
      world.fill(0, MESSAGES);
      Installed installed = Installed.get();
      List<Double> plain = new ArrayList<>();
      List<Double> cached = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        plain.add(start(world, installed.classPath(), installed.untrainedFlags()));
        cached.add(start(world, installed.classPath(), installed.flags()));
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
                  Files.size(installed.cache()) / 1e6),
              Map.of("seconds", median, "secondsWithoutCache", Medians.of(plain, s -> s))));
    }
  }

  private static double start(World world, String classPath, List<String> flags)
      throws IOException, InterruptedException {
    int port = LoopbackPort.free();
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
}
