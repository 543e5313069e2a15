package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ConversationTest {
  @RegisterExtension final TestServer server = TestServer.standard();

  @Test
  void everybodyPresentGetsWhatOneSends() {
    TestConnection alice = server.signUp("alice").connect();
    TestConnection bob = server.signUp("bob").connect();
    String id = alice.send("hi");
    Ack ack = alice.awaits(Ack.class);
    assertEquals(id, ack.clientMessageId());
    assertEquals(1, ack.seq());
    MessagePosted own = alice.awaits(MessagePosted.class);
    assertEquals(id, own.clientMessageId());
    MessagePosted others = bob.awaits(MessagePosted.class);
    assertEquals("hi", others.body());
    assertNull(others.clientMessageId());
    server.restart();
    assertEquals(
        1, server.signIn("alice").connect().welcome().conversations().getFirst().lastSeq());
  }
}
