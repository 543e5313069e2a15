package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What balancers are told by a server whose database goes away and comes back, while nobody
/// writes.
final class PostgresReadyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void readyIsWhoeverSeesItsDatabase() throws Exception {
    Postgres.mustBeHere();
    PostgresAddress there = Postgres.newDatabase();
    int port = Integer.parseInt(there.hosts().substring(there.hosts().indexOf(':') + 1));
    try (LostAnswer way = new LostAnswer(port);
        TestServer server =
            TestServer.standard()
                .with(config ->
                    config.withStore(
                        new PostgresAddress(
                            "127.0.0.1:" + way.port(), there.database(), there.user(), null, "")))
                .start()) {
      assertEquals(200, ready(server).statusCode());
      way.shut(true);
      way.cut();
      HttpResponse<String> away = await(server, 503);
      assertTrue(away.body().contains("\"database\""), away.body());
      assertEquals(200, server.http().get("/api/health", null).statusCode(), "it is alive");
      way.shut(false);
      var _ = await(server, 200);
      server.signUp("ada").connect().post("it is back");
    }
  }

  private static HttpResponse<String> ready(TestServer server) {
    return server.http().get("/api/ready", null);
  }

  private static HttpResponse<String> await(TestServer server, int status) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> ready = ready(server);
    while (ready.statusCode() != status) {
      assertTrue(System.nanoTime() < deadline, ready.statusCode() + " " + ready.body());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      ready = ready(server);
    }
    return ready;
  }
}
