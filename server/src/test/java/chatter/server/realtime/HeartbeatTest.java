package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.shared.protocol.ClientCommand.Ping;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Pong;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whether the other side is still there.
final class HeartbeatTest {
  @RegisterExtension final TestServer server = TestServer.pinned();

  @Test
  void serverPingsAfterTwentyFiveSecondsOfSilence() {
    TestConnection alice = server.signUp("alice").connect();
    server.forward(Duration.ofSeconds(24));
    assertTrue(alice.everythingSoFar().stream().noneMatch(e -> e instanceof ServerEvent.Ping));
    server.forward(Duration.ofSeconds(26));
    alice.awaits(ServerEvent.Ping.class);
  }

  @Test
  void whoIsSilentForSixtySecondsIsGivenUp() {
    TestConnection alice = server.signUp("alice").connect();
    alice.fallSilent();
    server.forward(Duration.ofSeconds(26));
    alice.awaits(ServerEvent.Ping.class);
    server.forward(Duration.ofSeconds(33));
    alice.awaits(ServerEvent.Ping.class);
    server.forward(Duration.ofSeconds(2));
    assertEquals(4002, alice.closedWith());
  }

  @Test
  void whoAnswersThePingsOfTheWebsocketProtocolStays() {
    TestConnection alice = server.signUp("alice").connect();
    for (int i = 0; i < 4; i++) {
      server.forward(Duration.ofSeconds(26));
      alice.awaits(ServerEvent.Ping.class);
    }
    alice.post("104 seconds without a word");
  }

  @Test
  void whoOnlyReadsIsPingedSoThatItHearsSomething() {
    TestConnection alice = server.signUp("alice").connect();
    TestConnection bob = server.signUp("bob").connect();
    for (int i = 0; i < 3; i++) {
      server.forward(Duration.ofSeconds(13));
      bob.everythingSoFar();
      alice.everythingSoFar();
    }
    bob.fallSilent();
    server.forward(Duration.ofSeconds(26));
    bob.awaits(ServerEvent.Ping.class);
  }

  @Test
  void clientsPingIsAnswered() {
    TestConnection alice = server.signUp("alice").connect();
    alice.command(new Ping(12L));
    assertEquals(12, alice.awaits(Pong.class).id());
    alice.command(new Ping(null));
    assertEquals(null, alice.awaits(Pong.class).id());
  }
}
