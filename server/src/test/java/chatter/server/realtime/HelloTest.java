package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.Presence;
import chatter.shared.protocol.ServerEvent.Rejected;
import chatter.shared.protocol.ServerEvent.Welcome;
import chatter.shared.protocol.Visibility;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The first words of a connection.
final class HelloTest {
  @RegisterExtension final TestServer server = TestServer.pinned();

  @Test
  void whatComesBeforeHelloIsRejectedAndTheConnectionStays() {
    TestConnection alice = server.signUp("alice").open();
    alice.raw("{\"type\":\"markRead\",\"id\":3,\"conversation\":1,\"seq\":1}");
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(3, rejected.id());
    assertEquals(RejectCode.HELLO_FIRST, rejected.code());
    assertEquals("Lobby", alice.hello().conversations().getFirst().title());
  }

  @Test
  void evenWhatNobodyKnowsIsToldToSayHelloFirst() {
    TestConnection alice = server.signUp("alice").open();
    alice.raw("{\"type\":\"nonsense\",\"id\":6}");
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(6, rejected.id());
    assertEquals(RejectCode.HELLO_FIRST, rejected.code());
  }

  @Test
  void messageSentBeforeHelloIsNotStored() {
    TestConnection alice = server.signUp("alice").open();
    alice.send("too early");
    assertEquals(RejectCode.HELLO_FIRST, alice.awaits(Rejected.class).code());
    assertEquals(0, alice.hello().conversations().getFirst().lastSeq());
  }

  @Test
  void whoSaysNoHelloInTimeIsClosed() {
    TestUser alice = server.signUp("alice");
    TestConnection silent = alice.open();
    TestConnection polite = alice.connect();
    server.awaitConnections(2);
    server.forward(Duration.ofSeconds(11));
    assertEquals(4005, silent.closedWith());
    polite.post("still here");
    assertTrue(polite.isOpen());
  }

  @Test
  void whoSaysAnythingButHelloIsClosedAllTheSame() {
    TestConnection alice = server.signUp("alice").open();
    alice.raw("{\"type\":\"ping\",\"id\":1}");
    assertEquals(RejectCode.HELLO_FIRST, alice.awaits(Rejected.class).code());
    server.forward(Duration.ofSeconds(11));
    assertEquals(4005, alice.closedWith());
  }

  @Test
  void anotherVersionIsClosed() {
    TestConnection alice = server.signUp("alice").open();
    alice.raw("{\"type\":\"hello\",\"version\":1}");
    assertEquals(4502, alice.closedWith());
  }

  @Test
  void secondHelloIsRejectedAndTheConnectionStays() {
    TestConnection alice = server.signUp("alice").connect();
    alice.raw("{\"type\":\"hello\",\"id\":8,\"version\":2}");
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(8, rejected.id());
    assertEquals(RejectCode.BAD_FRAME, rejected.code());
    alice.post("still here");
  }

  @Test
  void helloWithNumberIsAcknowledged() {
    TestConnection alice = server.signUp("alice").open();
    alice.raw("{\"type\":\"hello\",\"id\":8,\"version\":2}");
    assertEquals(8, alice.awaits(Ack.class).id());
    alice.awaits(Live.class);
  }

  @Test
  void welcomeTellsWhoAndWhereOneIs() {
    TestUser bob = server.signUp("bob");
    TestUser alice = server.signUp("alice");
    TestConnection writer = bob.connect();
    writer.post("one");
    writer.post("two");
    Welcome welcome = alice.open().hello();
    assertEquals(2, welcome.version());
    assertNotNull(welcome.epoch());
    assertEquals(alice.id(), welcome.account().id());
    assertEquals("alice", welcome.account().name());
    assertEquals("alice@example.org", welcome.account().email());
    assertNull(welcome.account().avatarUrl());
    assertEquals(server.clock().instant(), welcome.serverTime());
    assertEquals(25, welcome.heartbeatSeconds());
    assertEquals(8_000, welcome.limits().bodyCodePoints());
    assertEquals(
        List.of(
            new ConversationInfo(
                1,
                ConversationKind.ROOM,
                "Lobby",
                "",
                Visibility.OPEN,
                false,
                false,
                2,
                0,
                2,
                0,
                2,
                false,
                Level.AUTO,
                null,
                new LastRow(2, "bob", "two", server.clock().instant(), LastRow.Kind.MESSAGE))),
        welcome.conversations());
  }

  @Test
  void newcomerHasNothingUnread() {
    TestConnection bob = server.signUp("bob").connect();
    bob.post("before you came");
    ConversationInfo lobby = server.signUp("alice").open().hello().conversations().getFirst();
    assertEquals(1, lobby.lastSeq());
    assertEquals(1, lobby.readSeq());
  }

  @Test
  void welcomeThenLiveThenEverybodyPresent() {
    TestConnection alice = server.signUp("alice").open();
    alice.hello();
    List<ServerEvent> then = alice.upTo(Presence.class);
    assertEquals(2, then.size(), then::toString);
    assertTrue(then.getFirst() instanceof Live);
    Presence presence = (Presence) then.getLast();
    assertTrue(presence.full());
    assertEquals(1, presence.online());
    assertEquals("alice", presence.accounts().getFirst().name());
  }

  @Test
  void welcomeTellsTheHeartbeatAsItIsSet() {
    server.with(config -> config.withLimit(Limit.PING_AFTER_SECONDS, 12)).restart();
    assertEquals(12, server.signUp("alice").open().hello().heartbeatSeconds());
  }
}
