package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.protocol.ClientCommand.SetTyping;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Typing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who is typing.
final class TypingTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension final TestServer server = TestServer.pinned();

  private TestUser alice;
  private TestConnection laptop;
  private TestConnection phone;
  private TestConnection bob;

  @BeforeEach
  void threeConnections() {
    alice = server.signUp("alice");
    laptop = alice.connect();
    phone = alice.elsewhere().connect();
    bob = server.signUp("bob").connect();
  }

  @Test
  void isToldToOthersButNotToOneself() {
    types(true);
    assertEquals(new Typing(LOBBY, alice.id(), "alice", true), bob.awaits(Typing.class));
    types(false);
    assertEquals(new Typing(LOBBY, alice.id(), "alice", false), bob.awaits(Typing.class));
    assertTrue(typing(laptop).isEmpty());
    assertTrue(typing(phone).isEmpty());
  }

  @Test
  void isToldAtMostOncePerThreeSeconds() {
    types(true);
    types(true);
    server.forward(Duration.ofMillis(2_900));
    types(true);
    assertEquals(1, typing(bob).size());
    server.forward(Duration.ofMillis(100));
    types(true);
    assertEquals(1, typing(bob).size());
  }

  @Test
  void beginningAndEndingInTurnIsNoWayAroundThat() {
    for (int i = 0; i < 10; i++) {
      types(true);
      types(false);
    }
    assertEquals(2, typing(bob).size());
  }

  @Test
  void endWithoutBeginningIsToldToNobody() {
    types(false);
    assertTrue(typing(bob).isEmpty());
  }

  @Test
  void isAcknowledgedIfItHasANumber() {
    laptop.command(new SetTyping(6L, LOBBY, true));
    assertEquals(6, laptop.awaits(Ack.class).id());
  }

  private void types(boolean typing) {
    laptop.command(new SetTyping(null, LOBBY, typing));
    // The server is through with it when it has answered.
    laptop.everythingSoFar();
  }

  private static List<?> typing(TestConnection connection) {
    return connection.everythingSoFar().stream().filter(e -> e instanceof Typing).toList();
  }
}
