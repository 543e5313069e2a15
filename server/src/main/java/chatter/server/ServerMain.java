package chatter.server;

import chatter.server.cli.Program;
import java.io.PrintStream;
import java.io.PrintWriter;

/// The headless server: does what the command line says, see `Program`.
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
    return Program.run(printer(System.out), printer(System.err), args);
  }

  private static PrintWriter printer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }
}
