package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Rejected;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sending a message, once.
final class PostingTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension static final TestServer SERVER = TestServer.standard();

  @Test
  void senderGetsTheAckBeforeTheEcho() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String id = alice.send("hi");
    List<ServerEvent> events = alice.upTo(MessagePosted.class);
    Ack ack = (Ack) events.get(events.size() - 2);
    MessagePosted echo = (MessagePosted) events.getLast();
    assertEquals(id, ack.commandId());
    assertEquals(LOBBY, ack.conversation());
    assertEquals(echo.seq(), ack.seq());
    assertEquals(echo.sentAt(), ack.at());
    assertEquals(false, ack.duplicate());
    assertEquals(id, echo.commandId());
  }

  @Test
  void everybodyPresentGetsItAndOnlyTheSendersOwnSessionsItsId() {
    TestUser alice = SERVER.signUp("alice");
    TestConnection laptop = alice.connect();
    TestConnection phone = alice.elsewhere().connect();
    TestConnection bob = SERVER.signUp("bob").connect();
    TestConnection carol = SERVER.signUp("carol").connect();
    String id = laptop.send("hello all");
    assertEquals(id, phone.awaits(MessagePosted.class).commandId());
    for (TestConnection other : List.of(bob, carol)) {
      MessagePosted posted = other.awaits(MessagePosted.class);
      assertEquals("hello all", posted.body());
      assertEquals(alice.name(), posted.sender().name());
      assertEquals(alice.id(), posted.sender().id());
      assertNull(posted.sender().email());
      assertNull(posted.commandId());
      assertFalse(other.frames().toString().contains(id), "the id must not be in the frame at all");
    }
  }

  @Test
  void commandWithoutNumberIsCarriedOutWithoutAnswer() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.command(new SendMessage(null, LOBBY, UUID.randomUUID().toString(), "quiet", null));
    assertEquals("quiet", alice.awaits(MessagePosted.class).body());
    assertTrue(alice.everythingSoFar().stream().noneMatch(e -> e instanceof Ack));
  }

  @Test
  void resendWithSameIdPostsOnce() {
    TestConnection alice = SERVER.signUp("alice").connect();
    TestConnection bob = SERVER.signUp("bob").connect();
    String id = UUID.randomUUID().toString();
    alice.command(new SendMessage(1L, LOBBY, id, "once", null));
    Ack first = alice.awaits(Ack.class);
    alice.command(new SendMessage(2L, LOBBY, id, "once", null));
    Ack second = alice.awaits(Ack.class);
    assertEquals(new Ack(2, LOBBY, id, first.seq(), first.at(), true), second);
    long next = alice.post("after").seq();
    assertEquals(first.seq() + 1, next);
    bob.awaits(MessagePosted.class, m -> m.seq() == first.seq());
    assertEquals(next, bob.awaits(MessagePosted.class).seq());
  }

  @Test
  void resendOfWhatIsStillUnderWayPostsOnce() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String id = UUID.randomUUID().toString();
    String one =
        "{\"type\":\"sendMessage\",\"id\":%d,\"conversation\":1,\"commandId\":\""
            + id
            + "\",\"body\":\"twice in one frame\"}";
    alice.raw(one.formatted(1) + "\n" + one.formatted(2));
    Ack first = alice.awaits(Ack.class);
    Ack second = alice.awaits(Ack.class);
    assertEquals(false, first.duplicate());
    assertEquals(true, second.duplicate());
    assertEquals(first.seq(), second.seq());
  }

  @Test
  void sameIdInUpperCaseIsTheSameId() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String id = UUID.randomUUID().toString();
    String frame =
        "{\"type\":\"sendMessage\",\"id\":1,\"conversation\":1,\"commandId\":\"%s\",\"body\":\"x\"}";
    alice.raw(frame.formatted(id.toUpperCase(Locale.ROOT)));
    Ack first = alice.awaits(Ack.class);
    assertEquals(id.toUpperCase(Locale.ROOT), first.commandId());
    alice.raw(frame.formatted(id));
    Ack second = alice.awaits(Ack.class);
    assertEquals(id, second.commandId());
    assertEquals(true, second.duplicate());
    assertEquals(first.seq(), second.seq());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00A0\uFEFF", "\u200B", "\u2060\u200D", "\u202E", "\u3000 "})
  void bodyInWhichNothingCanBeSeenIsEmpty(String body) {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.command(new SendMessage(1L, LOBBY, UUID.randomUUID().toString(), body, null));
    assertEquals(RejectCode.BAD_FRAME, alice.awaits(Rejected.class).code());
  }

  @Test
  void timesAreWrittenWithThreeDigits() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.post("now");
    assertTrue(
        alice.frames().stream()
            .flatMap(String::lines)
            .filter(line -> line.contains("\"sentAt\""))
            .allMatch(line -> line.matches(".*\"sentAt\":\"[0-9T:-]{19}\\.\\d{3}Z\".*")));
  }

  @Test
  void sameIdWithAnotherBodyIsAConflict() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String id = UUID.randomUUID().toString();
    alice.command(new SendMessage(1L, LOBBY, id, "one", null));
    alice.awaits(Ack.class);
    alice.command(new SendMessage(2L, LOBBY, id, "two", null));
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(2, rejected.id());
    assertEquals(RejectCode.ID_CONFLICT, rejected.code());
    assertFalse(rejected.retry());
  }

  @Test
  void twoPeopleMayHaveTheSameId() {
    String id = UUID.randomUUID().toString();
    TestConnection alice = SERVER.signUp("alice").connect();
    TestConnection bob = SERVER.signUp("bob").connect();
    alice.command(new SendMessage(1L, LOBBY, id, "mine", null));
    bob.command(new SendMessage(1L, LOBBY, id, "mine too", null));
    assertEquals(false, alice.awaits(Ack.class).duplicate());
    assertEquals(false, bob.awaits(Ack.class).duplicate());
  }

  @Test
  void bodyComesBackAsItWasSent() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String body =
        "<script>alert(1)</script> \"quoted\" \\ \u0001 \u2028 e\u0301 👩‍👩‍👧 \u202Eabc '; DROP TABLE";
    alice.send(body);
    assertEquals(body, alice.awaits(MessagePosted.class).body());
    long seq = alice.post("next").seq();
    TestConnection again = SERVER.signUp("bob").open();
    again.raw("{\"type\":\"hello\",\"version\":2,\"cursors\":{\"1\":" + (seq - 2) + "}}");
    assertEquals(body, again.awaits(MessagePosted.class).body());
  }

  @Test
  void bodyThatNotEveryDatabaseCanHoldIsRefused() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.send("a\u0000b");
    assertEquals(RejectCode.BAD_FRAME, alice.awaits(Rejected.class).code());
  }

  @Test
  void emptyBodyIsRefused() {
    TestConnection alice = SERVER.signUp("alice").connect();
    for (String body : List.of("", "   ", "\n\t\u2003")) {
      alice.send(body);
      assertEquals(RejectCode.BAD_FRAME, alice.awaits(Rejected.class).code());
    }
  }

  @Test
  void whatIsStoredKeepsTheFirstIndentAndHasPlainLineEnds() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.send("\r\n  if (a)\r\n\tb\r \u2003");
    assertEquals("  if (a)\n\tb", alice.awaits(MessagePosted.class).body());
  }

  @Test
  void bodyMayHaveEightThousandCodePointsAndNotOneMore() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String longest = "😀".repeat(8_000);
    alice.send("\n" + longest + "  ");
    assertEquals(longest, alice.awaits(MessagePosted.class).body());
    alice.send(longest + "x");
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(RejectCode.TOO_LARGE, rejected.code());
    assertFalse(rejected.retry());
  }

  @Test
  void halfACharacterIsRefused() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String frame =
        "{\"type\":\"sendMessage\",\"id\":5,\"conversation\":1,\"commandId\":\""
            + UUID.randomUUID()
            + "\",\"body\":\"half \\ud83d of it\"}";
    alice.raw(frame);
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(5, rejected.id());
    assertEquals(RejectCode.BAD_FRAME, rejected.code());
    alice.post("still here");
  }

  @Test
  void replyNamesWhatItAnswers() {
    TestConnection alice = SERVER.signUp("alice").connect();
    long question = alice.post("what time is it?").seq();
    TestConnection bob = SERVER.signUp("bob").connect();
    bob.command(new SendMessage(1L, LOBBY, UUID.randomUUID().toString(), "noon", question));
    assertEquals(
        question, alice.awaits(MessagePosted.class, m -> m.body().equals("noon")).replyTo());
  }

  @Test
  void replyToWhatIsNotThereIsRefused() {
    TestConnection alice = SERVER.signUp("alice").connect();
    long last = alice.post("last").seq();
    alice.command(new SendMessage(4L, LOBBY, UUID.randomUUID().toString(), "re", last + 1));
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(4, rejected.id());
    assertEquals(RejectCode.NOT_FOUND, rejected.code());
    assertEquals(last + 1, alice.post("nothing was stored").seq());
  }

  @Test
  void conversationOneIsNotInLooksLikeNone() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw(
        """
        {"type":"sendMessage","id":1,"conversation":99,"commandId":"%s","body":"x"}
        {"type":"markRead","id":2,"conversation":99,"seq":1}
        {"type":"sync","id":3,"conversation":99,"after":0}
        {"type":"setTyping","id":4,"conversation":99,"typing":true}
        """
            .formatted(UUID.randomUUID()));
    for (int i = 1; i <= 4; i++) {
      assertEquals(RejectCode.NOT_MEMBER, alice.awaits(Rejected.class).code());
    }
  }
}
