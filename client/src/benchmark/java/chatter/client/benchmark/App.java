package chatter.client.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The desktop app in a JVM of its own, with the product's JVM flags, on the headless platform and
/// the software renderer.
final class App implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  /// The JVM flags with which the product starts, from the build.
  private static final String FLAGS = System.getProperty("chatter.desktop.flags", "");

  private final Instant begun;
  private final Process process;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final List<String> unmarked = new ArrayList<>();
  private final PrintWriter orders;

  private App(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    begun = Instant.now();
    process = builder.start();
    orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    Thread.ofVirtual().name("what the app says").start(this::listen);
  }

  /// Starts it.
  ///
  /// @param data the app's folder
  /// @param more JVM flags besides the product's
  static App start(Packed packed, Path data, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
    command.addAll(List.of(more));
    command.addAll(List.of("-cp", packed.classPath(), Probe.class.getName()));
    command.addAll(List.of("--data", data.toString()));
    return new App(command);
  }

  /// The product's JVM flags.
  static List<String> flags() {
    return FLAGS.isBlank() ? List.of() : List.of(FLAGS.strip().split("\\s+", -1));
  }

  private void listen() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(Probe.MARK)) {
          said.add(line.substring(Probe.MARK.length()));
        } else {
          synchronized (unmarked) {
            unmarked.add(line);
          }
        }
      }
    } catch (IOException e) {
      // Its output was closed with it.
    }
  }

  /// How long after the start something was painted first.
  Duration painted(String what) throws InterruptedException {
    String[] answer = await("painted " + what).split(" ", -1);
    return Duration.ofNanos((Long.parseLong(answer[2]) - Probe.micros(begun)) * 1_000);
  }

  /// Gives an order and waits for its answer.
  String ask(String order) throws InterruptedException {
    tell(order);
    return await(order.split(" ", 2)[0] + " ");
  }

  void tell(String order) {
    orders.println(order);
  }

  private String await(String beginning) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && (process.isAlive() || !said.isEmpty())) {
      String line = said.poll(1, TimeUnit.SECONDS);
      if (line != null && line.startsWith(beginning)) {
        return line;
      }
    }
    synchronized (unmarked) {
      throw new AssertionError("the app never said " + beginning + " but: " + unmarked);
    }
  }

  /// The memory that the process really has, in bytes; -1 where the system does not say.
  long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  /// What the process has had of the processors until now.
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  long pid() {
    return process.pid();
  }

  /// Closes the window, and waits until the program has ended by itself.
  void quit() throws InterruptedException {
    tell("close");
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the app did not end");
    }
    if (process.exitValue() != 0) {
      synchronized (unmarked) {
        throw new AssertionError("the app ended with " + process.exitValue() + ": " + unmarked);
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
