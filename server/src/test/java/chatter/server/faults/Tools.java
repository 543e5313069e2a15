package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import chatter.server.cluster.NatsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Programs of the system that a test needs. What is missing skips the test with a loud line;
/// continuous integration, which installs them, fails instead.
public final class Tools {
  private static final long PATIENCE_SECONDS = 60;

  private Tools() {}

  /// Skips if a program or file is not here, except in continuous integration.
  public static void need(boolean here, String what) {
    if (!here) {
      assertNotEquals("true", System.getenv("CI"), what + " is missing");
      skip(what + " is not here");
    }
  }

  /// Skips if a program is not here, except in continuous integration.
  public static void needProgram(String name) {
    need(InstalledProgram.find(name).isPresent(), name);
  }

  /// A real bus that is none of the database's, for a test that needs one.
  public static NatsServer nats() {
    need(NatsServer.isInstalled(), NatsServer.PROGRAM);
    return NatsServer.start();
  }

  /// Skips whatever it is, also in continuous integration: this machine does not allow it.
  public static void skip(String why) {
    System.out.println("SKIPPED: " + why);
    abort("SKIPPED: " + why);
  }

  /// Runs a program to its end.
  ///
  /// @return what it said
  /// @throws IllegalStateException if it failed, with what it said
  public static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
