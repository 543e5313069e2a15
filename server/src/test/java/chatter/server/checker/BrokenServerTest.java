package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.RenameRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose thread for everybody has no memory left, by a planted error.
final class BrokenServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void headlessServerThatCannotGoOnSaysSoAndEndsWithAnExitCode() throws IOException {
    try (ServerProcess process = start(withoutMemory());
        TestServer server = TestServer.at(process.port())) {
      breakIt(server);
      assertEquals(1, process.exitCode(PATIENCE));
      assertTrue(
          process.output().stream().anyMatch(line -> line.contains("cannot go on and ends")),
          process.output()::toString);
    }
  }

  @Test
  void healthOfAServerThatStaysThoughNobodyIsServedSaysSo() throws IOException {
    Mutant staying =
        withoutMemory()
            .replace(
                "cli/ServerRun.java",
                "new ChatterServer(config).whenBroken(this::broken)",
                "new ChatterServer(config)");
    try (ServerProcess process = start(staying);
        TestServer server = TestServer.at(process.port())) {
      assertEquals(200, server.http().get("/api/health", null).statusCode());
      breakIt(server);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      HttpResponse<String> health = server.http().get("/api/health", null);
      while (health.statusCode() == 200 && System.nanoTime() < deadline) {
        health = server.http().get("/api/health", null);
      }
      assertEquals(503, health.statusCode());
      assertTrue(health.body().contains("\"failing\""), health.body());
    }
  }

  private static Mutant withoutMemory() throws IOException {
    return new Mutant()
        .replace(
            "realtime/ConnectionLifecycle.java",
            "    presence.renamed(own);\n",
            "    if (own != null) throw new OutOfMemoryError(\"planted\");\n");
  }

  private ServerProcess start(Mutant mutant) throws IOException {
    return ServerProcess.start(
        List.of(mutant.into(folder.resolve("mutant"))),
        Map.of(),
        List.of(),
        "--port=0",
        "--data=" + folder.resolve("data"),
        "--bcrypt-cost=4");
  }

  private static void breakIt(TestServer server) {
    TestUser ada = server.signUp("ada");
    try {
      var _ = server.http().call("PATCH", "/api/account", ada.token(), new RenameRequest("Ada B"));
    } catch (AssertionError e) {
      assertTrue(e.getMessage().contains("no answer"), "it may have ended before it answered");
    }
  }
}
