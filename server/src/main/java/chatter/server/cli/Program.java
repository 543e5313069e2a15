package chatter.server.cli;

import chatter.server.ServerConfig;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The headless program: runs a server until it is told to stop, or does what a command says.
///
/// What a plain start says, each option as `--name=value` and nothing wrong with it, is taken apart
/// here; everything else by picocli. Java's cache cannot hold picocli's classes, which would be
/// read, checked and interpreted anew at each start. Both ask `ServerOption` for what there is and
/// what it means, so nothing here may know an option, or name picocli but by `ServerCommand.run`.
public final class Program {
  /// What a shell or picocli might read in another way is not plain.
  private static final Pattern PLAIN = Pattern.compile("[^\\s\"'$\\\\]+");

  private Program() {}

  /// Runs on the calling thread until it is told to stop.
  ///
  /// @return the exit code
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    Optional<ServerConfig> plain = plainStart(System.getenv(), args);
    return plain.isPresent()
        ? new ServerRun(out, err).untilToldToStop(plain.get())
        : ServerCommand.run(out, err, args);
  }

  /// @return what to run, or empty if this is no plain start
  static Optional<ServerConfig> plainStart(Map<String, String> environment, String... args) {
    Map<String, String> typed = new HashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      Optional<ServerOption> option = ServerOption.named(name);
      if (option.isEmpty()) {
        return Optional.empty();
      }
      ServerOption.Form form = option.get().form();
      String value = equals >= 0 ? arg.substring(equals + 1) : form.alone();
      boolean again = typed.containsKey(name);
      if (!PLAIN.matcher(value).matches() || (again && !form.repeatable())) {
        return Optional.empty();
      }
      typed.merge(name, value, (before, after) -> before + "," + after);
    }
    try {
      return Optional.of(ServerOption.config(typed, environment));
    } catch (IllegalArgumentException wrong) {
      // ServerCommand finds the same, and says so.
      return Optional.empty();
    }
  }
}
