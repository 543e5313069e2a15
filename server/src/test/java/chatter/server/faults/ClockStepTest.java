package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.LoginRequest;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Pong;
import chatter.shared.protocol.ServerEvent.Rejected;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A wall clock that jumps by an hour, in both directions, while the server runs and while it does
/// not.
@Tag("faults")
final class ClockStepTest {
  private static final int MESSAGES = 20;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration INEXACT = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Long> seqs = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void anHourForthAndBackChangesNothing() throws IOException {
    FakeClock clock = FakeClock.in(folder);
    TestUser alice;
    TestUser bob;
    try (ServerProcess process = start(clock, 0);
        TestServer server = TestServer.at(process.port())) {
      alice = server.signUp("alice");
      bob = server.signUp("bob");
      TestConnection writer = alice.connect();
      TestConnection reader = bob.connect();
      talk(writer, reader);
      for (Duration step : List.of(HOUR, HOUR.negated(), Duration.ZERO)) {
        clock.put(step);
        assertClock(bob, step);
        assertLimitsHold(server);
        talk(writer, reader);
        assertStillHere(server, writer, alice);
        assertStillHere(server, reader, bob);
      }
      // Stops an hour ahead, and starts an hour behind.
      step(clock, HOUR);
      talk(writer, reader);
      process.kill();
    }
    clock.put(HOUR.negated());
    int backwards = 0;
    for (Duration next : List.of(HOUR, Duration.ZERO)) {
      try (ServerProcess process = start(clock, 0);
          TestServer server = TestServer.at(process.port())) {
        TestUser aliceBack = alice.at(server);
        TestUser bobBack = bob.at(server);
        TestConnection reader =
            bobBack.resume(null, Map.of(TestConnection.LOBBY, seqs.getLast() - 5));
        List<Long> replayed =
            reader.upTo(Live.class).stream()
                .filter(MessagePosted.class::isInstance)
                .map(e -> ((MessagePosted) e).seq())
                .toList();
        assertEquals(seqs.subList(seqs.size() - 5, seqs.size()), replayed);
        TestConnection writer = aliceBack.connect();
        talk(writer, reader);
        step(clock, next);
        talk(writer, reader);
        assertStillHere(server, writer, aliceBack);
        assertLimitsHold(server);
        backwards += backwards(server, aliceBack);
        process.kill();
      }
    }
    Figures.record(
        "clock ±1 h while running and over a restart",
        "order, cursors, heartbeats, limits unaffected; sentAt is the clock's, also when it went back",
        seqs.size()
            + " messages in order, "
            + backwards
            + " times sentAt went back, nobody closed, signed out or throttled",
        backwards > 0);
    assertTrue(backwards > 0, "sentAt did not follow the clock");
  }

  private ServerProcess start(FakeClock clock, int port) {
    return ServerProcess.start(
        clock.environment(),
        List.of(),
        "--port=" + port,
        "--data=" + folder.resolve("data"),
        "--bcrypt-cost=4",
        "--limit=sends-per-second=50",
        "--limit=sends-burst=50");
  }

  private static void step(FakeClock clock, Duration to) throws IOException {
    clock.put(to);
    Crowd.pause(FakeClock.NOTICED_MILLIS);
  }

  /// The server's clock really comes to be where it was put; otherwise nothing here is a test.
  private static void assertClock(TestUser somebody, Duration step) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Instant there;
    do {
      TestConnection connection = somebody.open();
      there = connection.hello().serverTime();
      connection.close();
      Duration off = Duration.between(Instant.now().plus(step), there).abs();
      if (off.compareTo(INEXACT) < 0) {
        return;
      }
      Crowd.pause(200);
    } while (System.nanoTime() < deadline);
    throw new AssertionError(there + " is not " + step + " from now");
  }

  private void talk(TestConnection writer, TestConnection reader) {
    for (int i = 0; i < MESSAGES; i++) {
      String id = writer.send("what time is it?");
      ServerEvent answer =
          writer.awaits(e ->
              (e instanceof ServerEvent.Ack ack && id.equals(ack.commandId()))
                  || e instanceof Rejected);
      assertTrue(answer instanceof ServerEvent.Ack, answer::toString);
      long seq = ((ServerEvent.Ack) answer).seq();
      assertEquals(seqs.size() + 1, seq);
      assertEquals(seq, reader.awaits(MessagePosted.class).seq());
      seqs.add(seq);
    }
  }

  /// Neither given up nor signed out.
  private static void assertStillHere(TestServer server, TestConnection connection, TestUser user) {
    connection.raw("{\"type\":\"ping\",\"id\":5}");
    connection.awaits(Pong.class);
    TestHttp.expect(200, server.http().get("/api/session", user.token()));
  }

  /// Somebody who may not try again yet need not wait an hour, nor is let off by one.
  private static void assertLimitsHold(TestServer server) {
    HttpResponse<String> answer;
    int tries = 0;
    do {
      answer =
          server
              .http()
              .post(
                  "/api/login", null, new LoginRequest("nobody@example.org", "not a word", "test"));
    } while (answer.statusCode() == 401 && ++tries < 50);
    TestHttp.expect(429, answer);
    long seconds = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
    assertTrue(seconds <= 10, () -> "to be tried again after " + seconds + " s");
  }

  private static int backwards(TestServer server, TestUser reader) {
    int backwards = 0;
    Instant newest = Instant.MIN;
    long after = 0;
    HistoryPage page;
    do {
      HttpResponse<String> answer =
          server
              .http()
              .get("/api/conversations/1/messages?limit=100&after=" + after, reader.token());
      TestHttp.expect(200, answer);
      page = ApiJson.MAPPER.readValue(answer.body(), HistoryPage.class);
      for (MessagePosted message : page.messages()) {
        assertEquals(++after, message.seq());
        backwards += message.sentAt().isBefore(newest) ? 1 : 0;
        newest = message.sentAt();
      }
    } while (page.newer());
    return backwards;
  }
}
