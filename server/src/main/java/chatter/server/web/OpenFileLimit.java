package chatter.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many connections the system lets this process have, with some files left for the database.
final class OpenFileLimit {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern LINE = Pattern.compile("Max open files +(\\d+).*");

  /// The jars, the database's readers, the log, what a backup opens, and whoever is just accepted.
  private static final int KEPT_FREE = 256;

  /// What Java takes for itself on macOS; Windows has no bound that is reached before the memory's.
  private static final int ELSEWHERE = 10_240;

  private OpenFileLimit() {}

  /// At least some, whatever the system says.
  static int forConnections() {
    return forConnections(allowed());
  }

  static int forConnections(long allowed) {
    return (int) Math.clamp(allowed - KEPT_FREE, Math.max(16, allowed / 2), Integer.MAX_VALUE);
  }

  private static long allowed() {
    try {
      return allowed(Files.readAllLines(LIMITS));
    } catch (IOException notLinux) {
      return ELSEWHERE;
    }
  }

  static long allowed(List<String> limits) {
    return limits.stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .findFirst()
        // It says "unlimited".
        .orElse(Integer.MAX_VALUE);
  }
}
