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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A headless server in a process of its own.
public final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
  private static final long START_SECONDS = 60;

  private final Process process;
  private final List<String> said = new ArrayList<>();
  private final CompletableFuture<Integer> listening = new CompletableFuture<>();
  private final Thread listener;
  private final int port;

  private ServerProcess(Process process) {
    this.process = process;
    // As long as it runs: one whose words nobody takes stops at the next.
    this.listener = Thread.ofVirtual().name("what the server says").start(this::listen);
    this.port = awaitAddress();
  }

  /// Starts it and waits until it has told its address.
  ///
  /// @param environment added to this process's own; `JDK_JAVA_OPTIONS` reaches its JVM
  /// @param wrapper a command to run it under, or none
  public static ServerProcess start(
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

  /// Where it listens, on 127.0.0.1.
  public int port() {
    return port;
  }

  /// Its number, or its wrapper's.
  public long pid() {
    return process.pid();
  }

  /// Asks it to end, by SIGTERM where there is one.
  public void askToEnd() {
    // By its handle: Process.destroy() would close its output as well.
    assertTrue(process.toHandle().destroy(), "it could not be told");
  }

  /// Ends it in the middle of whatever it does, by SIGKILL where there is one, and waits until it
  /// is gone.
  public void kill() {
    assertTrue(process.toHandle().destroyForcibly(), "it could not be killed");
    var _ = exitCode(Duration.ofSeconds(START_SECONDS));
  }

  /// Waits for its end.
  ///
  /// @return its exit code
  public int exitCode(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it still runs after " + patience);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Everything it said; waits for its end.
  public List<String> output() {
    try {
      listener.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return saidSoFar();
  }

  /// Everything it said until now.
  public List<String> saidSoFar() {
    synchronized (said) {
      return List.copyOf(said);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void listen() {
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        synchronized (said) {
          said.add(line);
        }
        Matcher address = ADDRESS.matcher(line);
        if (address.find()) {
          listening.complete(Integer.parseInt(address.group(1)));
        }
      }
    } catch (IOException e) {
      // Its output was closed with it.
    }
    listening.completeExceptionally(new AssertionError("it ended"));
  }

  private int awaitAddress() {
    try {
      return listening.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      close();
      throw interrupted(e);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new AssertionError("it did not start; it said " + saidSoFar(), e);
    }
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }
}
