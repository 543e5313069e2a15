package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.RenameRequest;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ClientCommand.Ping;
import chatter.shared.protocol.ClientCommand.SetTyping;
import chatter.shared.protocol.ClientCommand.Sync;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Pong;
import chatter.shared.protocol.ServerEvent.Presence;
import chatter.shared.protocol.ServerEvent.Rejected;
import chatter.shared.protocol.ServerEvent.Synced;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How much one connection and one account may do.
final class LimitsTest {
  private final TestServer server = TestServer.pinned();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sixtyFramesAtOnceAndThenTwentyPerSecond() {
    server.start();
    TestConnection alice = server.signUp("alice").connect();
    for (long id = 2; id <= 60; id++) {
      alice.command(new Ping(id));
      assertEquals(id, alice.awaits(Pong.class).id());
    }
    alice.command(new Ping(61L));
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(61, rejected.id());
    assertEquals(RejectCode.RATE_LIMITED, rejected.code());
    assertTrue(rejected.retry());
    assertEquals(50, rejected.retryAfterMs());
    server.forward(Duration.ofMillis(50));
    alice.command(new Ping(62L));
    assertEquals(62, alice.awaits(Pong.class).id());
  }

  @Test
  void everyCommandOfAFrameTooManyIsRejectedWithItsNumber() {
    server.with(config -> config.withLimit(Limit.FRAMES_BURST, 1)).start();
    TestConnection alice = server.signUp("alice").connect();
    alice.raw(
        "{\"type\":\"ping\",\"id\":1}\n{\"type\":\"nonsense\",\"id\":2}\n{\"type\":\"ping\"}");
    assertEquals(1, alice.awaits(Rejected.class).id());
    assertEquals(2, alice.awaits(Rejected.class).id());
    server.forward(Duration.ofSeconds(1));
    assertTrue(alice.everythingSoFar().stream().noneMatch(e -> e instanceof Rejected));
  }

  @Test
  void whoGoesOnAllTheSameIsClosed() {
    server.start();
    TestConnection alice = server.signUp("alice").connect();
    // The burst is 60, and hello was the first of it.
    for (int i = 0; i < 59; i++) {
      alice.command(new Ping(null));
    }
    for (long id = 1; id <= 100; id++) {
      alice.command(new Ping(id));
      assertEquals(RejectCode.RATE_LIMITED, alice.awaits(Rejected.class).code());
    }
    alice.command(new Ping(101L));
    assertEquals(4003, alice.closedWith());
  }

  @Test
  void sendsAreCountedPerAccountOverAllItsConnections() {
    server.start();
    TestUser alice = server.signUp("alice");
    TestConnection laptop = alice.connect();
    TestConnection phone = alice.elsewhere().connect();
    for (int i = 0; i < 10; i++) {
      laptop.post("laptop " + i);
      phone.post("phone " + i);
    }
    laptop.send("one too many");
    Rejected rejected = laptop.awaits(Rejected.class);
    assertEquals(RejectCode.RATE_LIMITED, rejected.code());
    assertEquals(200, rejected.retryAfterMs());
    phone.send("here too");
    assertEquals(RejectCode.RATE_LIMITED, phone.awaits(Rejected.class).code());
    server.signUp("bob").connect().post("others may");
    server.forward(Duration.ofMillis(200));
    laptop.post("again");
    phone.send("but only one");
    assertEquals(RejectCode.RATE_LIMITED, phone.awaits(Rejected.class).code());
  }

  @Test
  void eleventhConnectionClosesTheOldest() {
    server.start();
    TestUser alice = server.signUp("alice");
    List<TestConnection> connections = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      connections.add(alice.connect());
    }
    TestConnection bob = server.signUp("bob").connect();
    TestConnection eleventh = alice.connect();
    assertEquals(4504, connections.getFirst().closedWith());
    eleventh.post("the newest stays");
    alice.connect();
    assertEquals(4504, connections.get(1).closedWith());
    connections.get(2).post("and the third");
    bob.post("and others");
  }

  @Test
  void readMarksAreCountedPerAccount() {
    server.start();
    TestUser alice = server.signUp("alice");
    TestConnection laptop = alice.connect();
    laptop.raw(lines(50, "{\"type\":\"markRead\",\"conversation\":1,\"seq\":1,\"id\":%d}"));
    for (int i = 0; i < 50; i++) {
      laptop.awaits(Ack.class);
    }
    TestConnection phone = alice.elsewhere().connect();
    phone.command(new MarkRead(77L, TestConnection.LOBBY, 1));
    assertRateLimited(phone, 77);
    server.forward(Duration.ofMillis(100));
    phone.command(new MarkRead(78L, TestConnection.LOBBY, 1));
    assertEquals(78, phone.awaits(Ack.class).id());
  }

  @Test
  void signsOfTypingAreCountedPerAccount() {
    server.start();
    TestConnection alice = server.signUp("alice").connect();
    alice.raw(lines(25, "{\"type\":\"setTyping\",\"conversation\":1,\"typing\":true,\"id\":%d}"));
    for (int i = 0; i < 25; i++) {
      alice.awaits(Ack.class);
    }
    alice.command(new SetTyping(77L, TestConnection.LOBBY, true));
    assertRateLimited(alice, 77);
  }

  @Test
  void syncsAreCountedPerAccount() {
    server.with(config -> config.withLimit(Limit.SYNCS_PER_SECOND, 1)).start();
    TestConnection alice = server.signUp("alice").connect();
    for (long id = 1; id <= 5; id++) {
      alice.command(new Sync(id, TestConnection.LOBBY, 0, 1));
      assertEquals(id, alice.awaits(Synced.class).id());
    }
    alice.command(new Sync(77L, TestConnection.LOBBY, 0, 1));
    assertRateLimited(alice, 77);
  }

  @Test
  void changesOfTheNameAreCountedPerAccount() {
    server.start();
    TestUser alice = server.signUp("alice");
    for (int i = 0; i < 20; i++) {
      TestHttp.expect(200, rename(alice, "alice " + i));
    }
    HttpResponse<String> refused = rename(alice, "alice again");
    assertEquals(429, refused.statusCode());
    assertEquals("3", refused.headers().firstValue("Retry-After").orElse(""));
    TestHttp.expect(200, rename(server.signUp("bob"), "ben"));
  }

  @Test
  void whoComesAndGoesAllTheTimeHasToWait() {
    server.with(config -> config.withLimit(Limit.CONNECTS_PER_MINUTE, 5)).start();
    TestUser alice = server.signUp("alice");
    for (int i = 0; i < 5; i++) {
      alice.connect().close();
    }
    try (RawSocket refused = RawSocket.open(server, "/ws/" + alice.token())) {
      assertEquals(429, refused.status());
      assertEquals("12", refused.header("Retry-After").orElse(""));
    }
    server.signUp("bob").connect();
    server.forward(Duration.ofSeconds(12));
    alice.connect();
  }

  private HttpResponse<String> rename(TestUser user, String name) {
    return server.http().call("PATCH", "/api/account", user.token(), new RenameRequest(name));
  }

  private static void assertRateLimited(TestConnection connection, long id) {
    Rejected rejected = connection.awaits(Rejected.class);
    assertEquals(id, rejected.id());
    assertEquals(RejectCode.RATE_LIMITED, rejected.code());
    assertTrue(rejected.retry() && rejected.retryAfterMs() > 0, rejected::toString);
  }

  /// A frame with that command so many times, numbered.
  private static String lines(int count, String command) {
    return IntStream.range(0, count)
        .mapToObj(i -> command.formatted(i))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void limitsCanBeSet() {
    server
        .with(config -> config.withLimit(Limit.SENDS_BURST, 1))
        .with(config -> config.withLimit(Limit.CONNECTIONS_PER_ACCOUNT, 1))
        .start();
    TestUser alice = server.signUp("alice");
    TestConnection first = alice.connect();
    first.post("one");
    first.send("two");
    assertEquals(RejectCode.RATE_LIMITED, first.awaits(Rejected.class).code());
    alice.connect();
    assertEquals(4504, first.closedWith());
  }

  @Test
  void limitsCanBeSwitchedOff() {
    server
        .with(config -> config.withLimit(Limit.SENDS_PER_SECOND, 0))
        .with(config -> config.withLimit(Limit.FRAMES_PER_SECOND, 0))
        .with(config -> config.withLimit(Limit.CONNECTIONS_PER_ACCOUNT, 0))
        .with(config -> config.withLimit(Limit.HELLO_SECONDS, 0))
        .with(config -> config.withLimit(Limit.PING_AFTER_SECONDS, 0))
        .with(config -> config.withLimit(Limit.GIVE_UP_AFTER_SECONDS, 0))
        .start();
    TestUser alice = server.signUp("alice");
    TestConnection first = alice.connect();
    TestConnection saysNothing = alice.open();
    for (int i = 0; i < 15; i++) {
      alice.connect();
    }
    for (int i = 0; i < 100; i++) {
      first.send("message " + i);
    }
    for (int i = 0; i < 100; i++) {
      first.awaits(Ack.class);
    }
    server.forward(Duration.ofMinutes(10));
    // A tick has looked at all of them when the next presence difference comes.
    server.signUp("bob").connect();
    server.forward(Duration.ofSeconds(3));
    first.awaits(Presence.class, p -> p.online() == 2);
    assertTrue(saysNothing.isOpen());
    saysNothing.hello();
  }

  @Test
  void burstSwitchedOffIsNoLimitEither() {
    server.with(config -> config.withLimit(Limit.SENDS_BURST, 0)).start();
    TestConnection alice = server.signUp("alice").connect();
    for (int i = 0; i < 50; i++) {
      alice.post("message " + i);
    }
  }
}
