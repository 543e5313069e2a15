package chatter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ServerEvent.Bye;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// How a server behind a balancer leaves: first it says that it is not ready, then it serves on,
/// and only then it tells those who are there, one after the other.
@Tag("story")
final class DrainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 200;

  @TempDir private Path folder;

  @Test
  void servesOnUntilTheBalancerMustKnowAndThenTellsSomeAfterTheOther() throws Exception {
    int all = 100;
    int perStep = 40;
    try (TestServer server =
        TestServer.pinned()
            .without(Limit.CONNECTIONS_PER_ACCOUNT, Limit.CONNECTS_PER_MINUTE)
            .with(config -> config.withDrain(Duration.ofSeconds(5)))
            .start()) {
      TestUser alice = server.signUp("alice");
      List<TestConnection> here = new ArrayList<>();
      for (int i = 1; i < all; i++) {
        here.add(alice.connect());
      }
      try (TestHttp http = new TestHttp(server.port())) {
        assertEquals(200, http.get("/api/ready", null).statusCode());
        Thread stopping = Thread.ofPlatform().start(server::stop);
        try {
          awaitNotReady(http);
          assertEquals(200, http.get("/api/health", null).statusCode(), "it is alive");

          // Who comes before the balancer has noticed is served as always.
          here.add(alice.connect());
          here.getLast().post("still here");
          assertEquals(all, server.connections());

          server.forward(Duration.ofSeconds(5));
          server.awaitConnections(all - perStep);
          here.getLast().post("the last is told last");
          assertEquals(all - perStep, server.connections());
          server.forward(Duration.ofMillis(100));
          server.awaitConnections(all - 2 * perStep);
        } finally {
          letEnd(server, stopping);
        }
      }
      for (TestConnection connection : here) {
        Bye bye = connection.awaits(Bye.class);
        assertTrue(bye.reconnectAfterMs() < 250, bye::toString);
        assertEquals(CloseCode.DRAINING.code(), connection.closedWith());
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
  void processLosesNothingOfThoseWhoAreThere() throws Exception {
    Map<Long, String> acked = new ConcurrentSkipListMap<>();
    String token;
    try (ServerProcess process = start("--drain=5");
        TestServer server = TestServer.at(process.port())) {
      TestUser alice = server.signUp("alice");
      token = alice.token();
      List<TestConnection> here = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        here.add(alice.connect());
      }
      TestConnection writer = server.signUp("bob").connect();
      CountDownLatch underWay = new CountDownLatch(10);
      Thread writing =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; ; i++) {
                    String body = "message " + i;
                    acked.put(writer.post(body).seq(), body);
                    underWay.countDown();
                  }
                } catch (AssertionError | RuntimeException e) {
                  // It was told to go elsewhere, as it should.
                }
              });
      assertTrue(underWay.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "nothing was stored");
      process.askToEnd();
      awaitNotReady(server.http());
      for (TestConnection connection : here) {
        assertEquals(CloseCode.DRAINING.code(), connection.awaits(Bye.class).code());
        assertEquals(CloseCode.DRAINING.code(), connection.closedWith());
      }
      assertEquals(CloseCode.DRAINING.code(), writer.closedWith());
      writing.join();
      assertEquals(0, process.exitCode(PATIENCE));
      String log = String.join("\n", process.output());
      assertFalse(log.contains("ERROR"), log);
      assertTrue(log.contains((CONNECTIONS + 1) + " connections were told"), log);
    }
    try (ServerProcess again = start("--drain=0");
        TestServer server = TestServer.at(again.port())) {
      acked.forEach((seq, body) -> {
        String path = "/api/conversations/1/messages?limit=1&after=" + (seq - 1);
        HistoryPage page =
            ApiJson.MAPPER.readValue(server.http().get(path, token).body(), HistoryPage.class);
        assertEquals(body, page.messages().getFirst().body());
      });
    }
  }

  /// For a server whose time passes only here nothing would end by itself.
  private static void letEnd(TestServer server, Thread stopping) throws InterruptedException {
    while (stopping.isAlive()) {
      server.forward(Duration.ofSeconds(5));
      stopping.join(20);
    }
  }

  private ServerProcess start(String drain) {
    return ServerProcess.start(
        Map.of(),
        List.of(),
        "--port=0",
        "--data=" + folder,
        "--bcrypt-cost=4",
        "--limit=connections-per-account=0",
        "--limit=connects-per-minute=0",
        "--limit=requests-per-second=0",
        drain);
  }

  private static void awaitNotReady(TestHttp http) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> ready = http.get("/api/ready", null);
    while (ready.statusCode() == 200) {
      assertTrue(System.nanoTime() < deadline, "it stays ready");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      ready = http.get("/api/ready", null);
    }
    assertEquals(503, ready.statusCode());
    assertTrue(ready.body().contains("\"draining\""), ready.body());
  }
}
