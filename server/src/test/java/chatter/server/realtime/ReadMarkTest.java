package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.ReadMoved;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How far somebody has read.
final class ReadMarkTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension final TestServer server = TestServer.standard();

  private TestUser alice;
  private TestConnection laptop;
  private TestConnection phone;
  private TestConnection bob;

  @BeforeEach
  void fiveMessages() {
    alice = server.signUp("alice");
    laptop = alice.connect();
    phone = alice.elsewhere().connect();
    bob = server.signUp("bob").connect();
    bob.fill(5);
  }

  @Test
  void moveIsToldToOwnOtherSessionsAndToOthers() {
    laptop.command(new MarkRead(1L, LOBBY, 3));
    assertEquals(3, laptop.awaits(Ack.class).seq());
    assertEquals(new ReadMoved(LOBBY, alice.id(), 3), phone.awaits(ReadMoved.class));
    assertEquals(new ReadMoved(LOBBY, alice.id(), 3), bob.awaits(ReadMoved.class));
    assertEquals(3, alice.open().hello().conversations().getFirst().readSeq());
  }

  @Test
  void markOnlyMovesForwardAndTheAnswerTellsWhereItStands() {
    laptop.command(new MarkRead(1L, LOBBY, 4));
    laptop.awaits(Ack.class);
    bob.awaits(ReadMoved.class);
    laptop.command(new MarkRead(2L, LOBBY, 2));
    assertEquals(4, laptop.awaits(Ack.class).seq());
    assertTrue(bob.everythingSoFar().stream().noneMatch(e -> e instanceof ReadMoved));
    assertEquals(4, alice.open().hello().conversations().getFirst().readSeq());
  }

  @Test
  void markIsClampedToTheNewestMessage() {
    laptop.command(new MarkRead(1L, LOBBY, 5_000));
    assertEquals(5, laptop.awaits(Ack.class).seq());
    assertEquals(5, bob.awaits(ReadMoved.class).seq());
  }

  @Test
  void markSurvivesARestart() {
    laptop.command(new MarkRead(1L, LOBBY, 3));
    laptop.awaits(Ack.class);
    server.restart();
    assertEquals(3, alice.open().hello().conversations().getFirst().readSeq());
  }
}
