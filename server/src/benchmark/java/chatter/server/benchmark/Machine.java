package chatter.server.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// This machine, and which of its cores are whose: the server gets the first to itself and the load
/// all others, where the system has `taskset`.
final class Machine {
  private static final Path TASKSET = Path.of("/usr/bin/taskset");
  private static final boolean PINS =
      Files.isExecutable(TASKSET) && Runtime.getRuntime().availableProcessors() > 1;

  private Machine() {}

  /// Moves this process away from the server's core.
  static void pinLoad() throws IOException, InterruptedException {
    if (PINS) {
      String others = "1-" + (Runtime.getRuntime().availableProcessors() - 1);
      String pid = String.valueOf(ProcessHandle.current().pid());
      Process process =
          new ProcessBuilder(TASKSET.toString(), "-a", "-c", "-p", others, pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("taskset failed");
      }
    }
  }

  /// The command that puts a server on its core; empty where there is none.
  static List<String> serverCore() {
    return PINS ? List.of(TASKSET.toString(), "-c", "0") : List.of();
  }

  /// How the two are kept apart, for a note.
  static String pinning() {
    return PINS ? "server on one core, load on the other" : "server and load share all cores";
  }

  /// The CPU time of this process so far.
  static double ownCpuSeconds() {
    return cpuSeconds(ProcessHandle.current());
  }

  /// The CPU time of a process so far.
  static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
