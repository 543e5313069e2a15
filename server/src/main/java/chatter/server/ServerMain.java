package chatter.server;

import chatter.server.cli.PlainStart;
import chatter.server.cli.ServerCommand;
import chatter.server.cli.ServerRun;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;

/// The headless server: reads the command line, runs a `ChatterServer` until it is told to stop.
///
/// Java's cache takes none of picocli's classes: they would be read, checked and interpreted anew
/// at each start. So a plain start does without, and nothing here may name them but the call of
/// `ServerCommand`.
public final class ServerMain {
  private ServerMain() {}

  /// Runs the headless server until it is told to stop.
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /// Runs the headless server on the calling thread until it is told to stop.
  ///
  /// @return the exit code
  public static int run(String... args) {
    // Before the first logger: it would tell at every start which logger that is.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    Optional<ServerConfig> plain = PlainStart.read(System.getenv(), args);
    return plain.isPresent()
        ? new ServerRun(printer(System.out), printer(System.err)).untilToldToStop(plain.get())
        : ServerCommand.run(args);
  }

  private static PrintWriter printer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }
}
