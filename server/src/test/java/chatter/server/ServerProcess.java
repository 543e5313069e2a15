package chatter.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A headless server in a process of its own.
final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final List<String> said = new ArrayList<>();
  private final int port;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    BufferedReader out = process.inputReader();
    Matcher address = ADDRESS.matcher("");
    do {
      String line = out.readLine();
      if (line == null) {
        throw new AssertionError("it did not start; it said " + said);
      }
      said.add(line);
      address.reset(line);
    } while (!address.find());
    this.port = Integer.parseInt(address.group(1));
  }

  /// Starts it and waits until it has told its address.
  ///
  /// @param environment added to this process's own
  /// @param wrapper a command to run it under, or none
  static ServerProcess start(
      Map<String, String> environment, List<String> wrapper, String... arguments) {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServerMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    try {
      return new ServerProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /// Asks it to end, by SIGTERM where there is one.
  void askToEnd() {
    // By its handle: Process.destroy() would close its output as well.
    assertTrue(process.toHandle().destroy(), "it could not be told");
  }

  /// Waits for its end.
  ///
  /// @return its exit code
  int exitCode(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it still runs after " + patience);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// Everything it said, after its end.
  List<String> output() {
    process.inputReader().lines().forEach(said::add);
    return List.copyOf(said);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
