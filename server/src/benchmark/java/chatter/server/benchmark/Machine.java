package chatter.server.benchmark;

import chatter.server.figures.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// This machine, and which of its cores are whose: the server gets the first to itself and the load
/// all others, where the system has `taskset`.
final class Machine {
  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  /// Looked at before anything is pinned: afterwards Java sees fewer.
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final boolean PINS = Files.isExecutable(TASKSET) && CORES > 1;

  private Machine() {}

  /// A part during which this process, which makes the load, keeps away from the server's core.
  static Sections.Section apart(Sections.Section part) {
    return quick -> {
      pin("1-" + (CORES - 1));
      try {
        part.run(quick);
      } finally {
        pin("0-" + (CORES - 1));
      }
    };
  }

  private static void pin(String cores) throws IOException, InterruptedException {
    if (PINS) {
      String pid = String.valueOf(ProcessHandle.current().pid());
      Process process =
          new ProcessBuilder(TASKSET.toString(), "-a", "-c", "-p", cores, pid)
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
