package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chatter.server.RawSocket;
import chatter.server.ServerProcess;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ClientCommand.Sync;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Bye;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Rejected;
import chatter.shared.protocol.ServerEvent.Synced;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The headless server as a program: how it is told what to do, and how it ends.
@Tag("story")
final class ServerProcessTest {
  private static final Duration GOAL = Duration.ofSeconds(5);

  /// On a busy machine; the goal is measured.
  private static final Duration CEILING = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
  void endsInGoodOrderWhenItIsToldTo() throws InterruptedException {
    Map<Long, String> acked = new TreeMap<>();
    String token;
    try (ServerProcess process =
            ServerProcess.start(
                Map.of(
                    "CHATTER_PORT", "0",
                    "CHATTER_DATA", folder.toString(),
                    "CHATTER_BCRYPT_COST", "4",
                    "CHATTER_LIMITS", "sends-per-second=0, frames-per-second=0"),
                List.of());
        TestServer server = TestServer.at(process.port())) {
      TestUser alice = server.signUp("alice");
      token = alice.token();
      TestConnection writer = alice.connect();
      TestConnection reader = server.signUp("bob").connect();
      RawSocket deaf = RawSocket.open(server, "/ws/" + server.signUp("carol").token());
      deaf.send("{\"type\":\"hello\",\"version\":2}");
      CountDownLatch underWay = new CountDownLatch(50);
      Thread writing =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; ; i++) {
                    String body = "message " + i;
                    writer.send(body);
                    acked.put(writer.awaits(Ack.class).seq(), body);
                    underWay.countDown();
                  }
                } catch (AssertionError | RuntimeException e) {
                  // The server is gone, as it should.
                }
              });
      assertTrue(underWay.await(60, TimeUnit.SECONDS), "nothing was acknowledged");
      long asked = System.nanoTime();
      process.askToEnd();
      Bye bye = reader.awaits(Bye.class);
      assertEquals(4000, bye.code());
      assertTrue(bye.reconnectAfterMs() >= 500 && bye.reconnectAfterMs() <= 2_000, bye::toString);
      assertEquals(4000, reader.closedWith());
      assertEquals(4000, writer.closedWith());
      assertEquals(0, process.exitCode(CEILING));
      Duration took = Duration.ofNanos(System.nanoTime() - asked);
      Figures.record(
          "a server that is told to end, with somebody who does not read",
          "ends within 5 s",
          took.toMillis() + " ms",
          took.compareTo(GOAL) < 0);
      deaf.close();
      writing.join();
      String log = String.join("\n", process.output());
      assertFalse(log.contains("ERROR"), log);
      assertFalse(log.contains("Exception"), log);
      assertTrue(log.contains("cheap to guess"), log);
    }
    try (ServerProcess again =
            ServerProcess.start(
                Map.of(),
                List.of(),
                "--port=0",
                "--data=" + folder,
                "--bcrypt-cost=4",
                "--limit=requests-per-second=0");
        TestServer server = TestServer.at(again.port())) {
      acked.forEach((seq, body) -> {
        String path = "/api/conversations/1/messages?limit=1&after=" + (seq - 1);
        HistoryPage page =
            ApiJson.MAPPER.readValue(server.http().get(path, token).body(), HistoryPage.class);
        assertEquals(body, page.messages().getFirst().body());
      });
    }
  }

  @Test
  void limitsComeFromTheEnvironmentAndTheCommandLineWins() {
    try (ServerProcess process =
            ServerProcess.start(
                Map.of(
                    "CHATTER_PORT", "1",
                    "CHATTER_DATA", "/nowhere",
                    "CHATTER_HOST", "127.0.0.1",
                    "CHATTER_SESSION_GRACE", "10m",
                    "CHATTER_BCRYPT_COST", "4",
                    "CHATTER_LIMITS", "sends-burst=1,sends-per-second=1,frames-burst=1"),
                List.of(),
                "--port=0",
                "--data=" + folder,
                "--limit=frames-burst=60");
        TestServer server = TestServer.at(process.port())) {
      TestConnection alice = server.signUp("alice").connect();
      // At once: a cold server may take for the first as long as its bucket takes to fill.
      alice.send("one");
      alice.send("two");
      List<ServerEvent> answers =
          Stream.generate(() -> alice.awaits(e -> e instanceof Ack || e instanceof Rejected))
              .limit(2)
              .toList();
      assertEquals(1, answers.stream().filter(Ack.class::isInstance).count(), answers::toString);
      assertTrue(
          answers.stream()
              .anyMatch(e -> e instanceof Rejected r && r.code() == RejectCode.RATE_LIMITED),
          answers::toString);
    }
  }

  @Test
  void fullDiskRefusesWritingAndGoesOnReadingUntilThereIsRoom() throws Exception {
    assumeTrue(
        Path.of("/usr/bin/prlimit").toFile().canExecute() && OS.LINUX.isCurrentOs(),
        "SKIPPED: a full disk is played by limiting how large a process's files may be, and"
            + " /usr/bin/prlimit, which does that, is not here");
    try (ServerProcess process =
            ServerProcess.start(
                Map.of(),
                List.of("/usr/bin/prlimit", "--fsize=1500000:unlimited", "--"),
                "--port=0",
                "--data=" + folder,
                "--bcrypt-cost=4",
                "--limit=sends-per-second=0",
                "--limit=frames-per-second=0");
        TestServer server = TestServer.at(process.port())) {
      TestConnection alice = server.signUp("alice").connect();
      TestConnection bob = server.signUp("bob").connect();
      String body = "x".repeat(8_000);
      ServerEvent answer;
      long stored = 0;
      do {
        alice.send(body);
        answer = alice.awaits(e -> e instanceof Ack || e instanceof Rejected);
        stored += answer instanceof Ack ? 1 : 0;
      } while (answer instanceof Ack && stored < 1_000);
      Rejected full = (Rejected) answer;
      assertEquals(RejectCode.STORAGE_FULL, full.code());
      assertTrue(full.retry());
      assertTrue(full.retryAfterMs() > 0);
      bob.command(new Sync(1L, TestConnection.LOBBY, stored - 1, 10));
      assertEquals(stored, bob.awaits(Synced.class).upto());
      bob.send(body);
      assertEquals(RejectCode.STORAGE_FULL, bob.awaits(Rejected.class).code());

      makeRoom(process.pid());
      long next = alice.post("room again").seq();
      assertEquals(stored + 1, next, "what was refused took no number");
      assertEquals(next, bob.awaits(MessagePosted.class, m -> m.body().equals("room again")).seq());
      alice.fill(200, body);
    }
  }

  private static void makeRoom(long pid) throws IOException, InterruptedException {
    Process prlimit =
        new ProcessBuilder("/usr/bin/prlimit", "--pid", String.valueOf(pid), "--fsize=unlimited")
            .inheritIO()
            .start();
    assertEquals(0, prlimit.waitFor());
  }
}
