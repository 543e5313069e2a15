package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Pong;
import chatter.shared.protocol.ServerEvent.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a frame may be.
final class FramesTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard().without(Limit.FRAMES_PER_SECOND, Limit.REGISTRATIONS_PER_MINUTE);

  @ParameterizedTest
  @MethodSource("unreadable")
  void unreadableFrameIsRejectedAndTheConnectionStays(String frame) {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw(frame);
    Rejected rejected = alice.awaits(Rejected.class);
    assertNull(rejected.id());
    assertEquals(RejectCode.BAD_FRAME, rejected.code());
    assertTrue(rejected.message().length() < 200, rejected::message);
    alice.post("still here");
  }

  static Stream<String> unreadable() {
    return Stream.of(
        "",
        " \n ",
        "hello",
        "{",
        "{\"type\":\"ping\"",
        "{\"type\":\"ping\"}}",
        "{\"type\":\"ping\"} {\"type\":\"ping\"}",
        "{'type':'ping'}",
        "[{\"type\":\"ping\",\"id\":1}]",
        "\"ping\"",
        "null",
        "12",
        "😀",
        "{😀}",
        "{\"type\":\"hello\",\"version\":2,\"cursors\":{\"\\ud800\":1}}",
        "x".repeat(60_000),
        "{\"type\":\"ping\",\"x\":" + "[".repeat(16) + "]".repeat(16) + "}",
        "[".repeat(60_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":7}",
        "{\"id\":7,\"type\":5}",
        "{\"id\":7,\"type\":null}",
        "{\"id\":7,\"type\":\"markRead\"}",
        "{\"id\":7,\"type\":\"markRead\",\"conversation\":1}",
        "{\"id\":7,\"type\":\"markRead\",\"conversation\":\"1\",\"seq\":1}",
        "{\"id\":7,\"type\":\"markRead\",\"conversation\":1,\"seq\":1.5}",
        "{\"id\":7,\"type\":\"markRead\",\"conversation\":1,\"seq\":null}",
        "{\"id\":7,\"type\":\"markRead\",\"conversation\":1,\"seq\":-1}",
        "{\"id\":7,\"type\":\"markRead\",\"conversation\":0,\"seq\":1}",
        "{\"id\":7,\"type\":\"markRead\",\"conversation\":1,\"seq\":99999999999999999999}",
        "{\"id\":7,\"type\":\"setTyping\",\"conversation\":1,\"typing\":\"yes\"}",
        "{\"id\":7,\"type\":\"sync\",\"conversation\":1,\"after\":0,\"limit\":0}",
        "{\"id\":7,\"type\":\"sync\",\"conversation\":1,\"after\":0,\"limit\":\"all\"}",
        "{\"id\":7,\"type\":\"hello\",\"version\":\"one\"}",
        "{\"id\":7,\"type\":\"hello\",\"version\":2,\"cursors\":[1]}",
        "{\"id\":7,\"type\":\"sendMessage\",\"conversation\":1,\"body\":\"x\"}",
        "{\"id\":7,\"type\":\"sendMessage\",\"conversation\":1,\"commandId\":\"0b9f\",\"body\":\"x\"}",
        "{\"id\":7,\"type\":\"sendMessage\",\"conversation\":1,\"commandId\":5,\"body\":\"x\"}",
        "{\"id\":7,\"type\":\"sendMessage\",\"conversation\":1,"
            + "\"commandId\":\"f6a3f6c8-7a53-4c3b-8d14-9f0c5a3e2b11\",\"body\":5}",
        "{\"id\":7,\"type\":\"sendMessage\",\"conversation\":1,"
            + "\"commandId\":\"f6a3f6c8-7a53-4c3b-8d14-9f0c5a3e2b11\"}",
        "{\"id\":7,\"type\":\"sendMessage\",\"conversation\":1,\"replyTo\":0,"
            + "\"commandId\":\"f6a3f6c8-7a53-4c3b-8d14-9f0c5a3e2b11\",\"body\":\"x\"}",
      })
  void commandWithWrongFieldIsRejectedWithItsNumber(String frame) {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw(frame);
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(7, rejected.id());
    assertEquals(RejectCode.BAD_FRAME, rejected.code());
  }

  @Test
  void sixteenLevelsAreReadSeventeenAreNot() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String nested = "{\"type\":\"ping\",\"id\":1,\"x\":%s%s}";
    alice.raw(nested.formatted("[".repeat(15), "]".repeat(15)));
    assertEquals(1, alice.awaits(Pong.class).id());
    alice.raw(nested.formatted("[".repeat(16), "]".repeat(16)));
    assertEquals(RejectCode.BAD_FRAME, alice.awaits(Rejected.class).code());
  }

  @Test
  void binaryFrameIsRejectedAndTheConnectionStays() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw("{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
    assertEquals(RejectCode.BAD_FRAME, alice.awaits(Rejected.class).code());
    alice.post("still here");
  }

  @Test
  void twentyBadFramesInARowAreForgivenAndTheNextIsNot() {
    TestConnection alice = SERVER.signUp("alice").connect();
    for (int i = 0; i < 20; i++) {
      alice.raw("bad " + i);
    }
    alice.post("a good one");
    // All in one frame: the server is through with it before the first answer has left.
    alice.raw("bad\n".repeat(21));
    for (int i = 0; i < 20; i++) {
      assertEquals(RejectCode.BAD_FRAME, alice.awaits(Rejected.class).code());
    }
    assertEquals(4503, alice.closedWith());
  }

  @Test
  void unknownCommandIsRejectedAndTheConnectionStaysHoweverOften() {
    TestConnection alice = SERVER.signUp("alice").connect();
    for (long i = 0; i < 50; i++) {
      alice.raw("{\"type\":\"startVideo\",\"id\":" + i + "}");
      Rejected rejected = alice.awaits(Rejected.class);
      assertEquals(i, rejected.id());
      assertEquals(RejectCode.UNKNOWN_TYPE, rejected.code());
    }
    alice.post("still here");
  }

  @Test
  void unknownFieldsAreIgnored() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw("{\"type\":\"ping\",\"id\":4,\"mood\":\"fine\",\"sender\":{\"id\":1},\"account\":9}");
    assertEquals(4, alice.awaits(Pong.class).id());
  }

  @Test
  void senderComesFromTheSessionNeverFromTheFrame() {
    TestUser mallory = SERVER.signUp("mallory");
    TestConnection connection = mallory.connect();
    connection.raw(
        """
        {"type":"sendMessage","id":1,"conversation":1,"commandId":"%s","body":"x",\
        "sender":{"id":1,"name":"alice"},"account":1}\
        """
            .formatted(UUID.randomUUID()));
    assertEquals(mallory.id(), connection.awaits(MessagePosted.class).sender().id());
  }

  @Test
  void commandsOfOneFrameAreCarriedOutInOrder() {
    TestConnection alice = SERVER.signUp("alice").connect();
    List<String> commands =
        Stream.of("one", "two", "three")
            .map(body -> new SendMessage(1L, LOBBY, UUID.randomUUID().toString(), body, null))
            .map(Codec::encode)
            .toList();
    alice.raw(String.join("\n", commands) + "\r\n\n{\"type\":\"ping\",\"id\":2}\n");
    assertEquals("one", alice.awaits(MessagePosted.class).body());
    assertEquals("two", alice.awaits(MessagePosted.class).body());
    assertEquals("three", alice.awaits(MessagePosted.class).body());
  }

  @Test
  void badCommandDoesNotKeepItsNeighboursInTheFrame() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw("{\"type\":\"ping\",\"id\":1}\nnonsense\n{\"type\":\"ping\",\"id\":2}");
    assertEquals(1, alice.awaits(Pong.class).id());
    assertEquals(RejectCode.BAD_FRAME, alice.awaits(Rejected.class).code());
    assertEquals(2, alice.awaits(Pong.class).id());
  }

  @Test
  void frameOverSixtyFourKibibytesIsRejectedWithItsNumber() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw("{\"type\":\"sendMessage\",\"id\":9,\"body\":\"" + "x".repeat(70 * 1024) + "\"}");
    Rejected rejected = alice.awaits(Rejected.class);
    assertEquals(9, rejected.id());
    assertEquals(RejectCode.TOO_LARGE, rejected.code());
    alice.post("still here");
  }

  @Test
  void frameSizeIsCountedInBytesNotInCharacters() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String wide = "{\"type\":\"ping\",\"id\":9,\"x\":\"" + "€".repeat(22_000) + "\"}";
    alice.raw(wide);
    assertEquals(RejectCode.TOO_LARGE, alice.awaits(Rejected.class).code());
  }

  @Test
  void largeFrameBringsNoMoreAnswersThanItHasNumbers() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw("{\"type\":\"ping\",\"id\":5}" + "\nx".repeat(40_000));
    List<ServerEvent> answers = alice.everythingSoFar();
    assertEquals(1, answers.stream().filter(e -> e instanceof Rejected).count());
  }

  @Test
  void frameOverTwoHundredFiftySixKibibytesIsClosed() {
    TestConnection alice = SERVER.signUp("alice").connect();
    alice.raw("x".repeat(257 * 1024));
    assertEquals(1009, alice.closedWith());
  }

  @Test
  void fragmentsAreOneFrameAndCountTogether() {
    try (RawSocket alice = RawSocket.open(SERVER, "/ws/" + SERVER.signUp("alice").token())) {
      byte[] part = "x".repeat(60 * 1024).getBytes(StandardCharsets.UTF_8);
      alice.frame(RawSocket.TEXT, true, part);
      for (int i = 0; i < 4; i++) {
        alice.frame(0, true, part);
      }
      assertEquals(1009, alice.closedWith());
    }
  }

  @Test
  void invalidUtf8IsClosed() {
    try (RawSocket alice = RawSocket.open(SERVER, "/ws/" + SERVER.signUp("alice").token())) {
      alice.frame(0x80 | RawSocket.TEXT, true, new byte[] {'"', (byte) 0xc3, '"'});
      assertEquals(1007, alice.closedWith());
    }
  }

  @Test
  void unmaskedFrameIsClosed() {
    try (RawSocket alice = RawSocket.open(SERVER, "/ws/" + SERVER.signUp("alice").token())) {
      alice.frame(0x80 | RawSocket.TEXT, false, "{}".getBytes(StandardCharsets.UTF_8));
      assertEquals(1002, alice.closedWith());
    }
  }

  @Test
  void whatIsDueTogetherComesInOneFrame() {
    TestConnection alice = SERVER.signUp("alice").connect();
    String id = alice.send("hi");
    alice.awaits(Ack.class);
    alice.awaits(MessagePosted.class);
    String frame = alice.frames().stream().filter(f -> f.contains(id)).findFirst().orElseThrow();
    assertEquals(2, Codec.decodeEvents(frame).size(), frame);
  }
}
