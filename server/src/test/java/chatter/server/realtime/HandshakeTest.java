package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets a websocket.
final class HandshakeTest {
  @RegisterExtension
  static final TestServer SERVER = TestServer.pinned().without(Limit.REGISTRATIONS_PER_MINUTE);

  private TestUser alice;

  @BeforeEach
  void somebody() {
    alice = SERVER.signUp("alice");
  }

  @Test
  void programWithoutOriginIsLetIn() {
    assertEquals(101, upgrade("/ws/" + alice.token()));
  }

  @Test
  void ownPageIsLetIn() {
    String own = "http://127.0.0.1:" + SERVER.port();
    assertEquals(101, upgrade("/ws/" + alice.token(), "Origin: " + own));
  }

  @Test
  void foreignPageIsRefused() {
    for (String origin :
        List.of(
            "http://evil.example",
            "null",
            "http://127.0.0.1:1",
            "http://127.0.0.1:" + SERVER.port() + ".evil.example",
            "https://localhost:" + SERVER.port(),
            "file://")) {
      assertEquals(403, upgrade("/ws/" + alice.token(), "Origin: " + origin), origin);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//ws/", "/./ws/", "/x/../ws/", "/%77s/", "/ws//", "/ws/./", "/WS/", "/ws;a=b/"})
  void noSpellingOfThePathLetsAForeignPageIn(String path) {
    int status = upgrade(path + alice.token(), "Origin: http://evil.example");
    assertTrue(status >= 400, path + " was answered with " + status);
  }

  @Test
  void unknownTokenIsRefused() {
    assertEquals(401, upgrade("/ws/" + UUID.randomUUID()));
    assertEquals(401, upgrade("/ws/x"));
    assertEquals(401, upgrade("/ws/"));
    assertEquals(401, upgrade("/ws/" + alice.token() + "x"));
    assertEquals(401, upgrade("/ws/" + alice.token() + "/more"));
    assertEquals(401, upgrade("/ws/" + alice.token().substring(1)));
  }

  @Test
  void expiredTokenIsRefused() {
    SERVER.clock().forward(Duration.ofDays(15));
    assertEquals(401, upgrade("/ws/" + alice.token()));
  }

  @Test
  void subprotocolIsEchoedWhenOffered() {
    try (RawSocket socket =
        open("/ws/" + alice.token(), "Sec-WebSocket-Protocol: chat, chatter.v2, other")) {
      assertEquals(101, socket.status());
      assertEquals(Optional.of("chatter.v2"), socket.header("Sec-WebSocket-Protocol"));
    }
    try (RawSocket socket = open("/ws/" + alice.token())) {
      assertEquals(Optional.empty(), socket.header("Sec-WebSocket-Protocol"));
    }
  }

  @Test
  void compressionIsRefused() {
    try (RawSocket socket =
        open("/ws/" + alice.token(), "Sec-WebSocket-Extensions: permessage-deflate")) {
      assertEquals(101, socket.status());
      assertEquals(Optional.empty(), socket.header("Sec-WebSocket-Extensions"));
      socket.frame(0xc0 | RawSocket.TEXT, true, new byte[] {1, 2, 3});
      assertEquals(1002, socket.closedWith());
    }
  }

  @Test
  void whatIsNoUpgradeIsToldThatItShouldBe() {
    assertEquals(426, SERVER.http().get("/ws/x", null).statusCode());
    assertEquals(426, SERVER.http().get("/ws/" + alice.token(), null).statusCode());
    assertEquals(426, SERVER.http().post("/ws/" + alice.token(), null, "x").statusCode());
  }

  @Test
  void refusalDoesNotRepeatTheToken() {
    String token = UUID.randomUUID().toString();
    assertFalse(SERVER.http().get("/ws/" + token, null).body().contains(token));
  }

  @Test
  void tokenIsNeverInTheLog() {
    PrintStream real = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    String unknown = UUID.randomUUID().toString();
    try {
      assertEquals(401, upgrade("/ws/" + unknown));
      assertEquals(403, upgrade("/ws/" + alice.token(), "Origin: http://evil.example"));
      TestConnection connection = alice.connect();
      connection.raw("nonsense " + alice.token());
      connection.post("hello");
      connection.raw("x".repeat(300_000));
      // 1009, unless the reset for what was still on its way overtakes it.
      assertTrue(connection.closedWith() < 4_000);
      try (RawSocket socket = open("/ws/" + alice.token())) {
        socket.frame(0x80 | RawSocket.TEXT, true, new byte[] {(byte) 0xff});
        assertEquals(1007, socket.closedWith());
      }
      alice.connect().vanish();
      try (RawSocket socket =
          open("/ws/" + alice.token(), "Sec-WebSocket-Protocol: " + alice.token())) {
        assertEquals(101, socket.status());
        assertEquals(Optional.empty(), socket.header("Sec-WebSocket-Protocol"));
      }
      try (RawSocket socket = open("/ws/" + alice.token(), "X: " + "y".repeat(9_000))) {
        assertEquals(431, socket.status());
      }
      SERVER.restart();
    } finally {
      System.setErr(real);
    }
    String text = log.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("stopping"), "the log was not caught");
    assertFalse(text.contains(alice.token()), text);
    assertFalse(text.contains(unknown), text);
  }

  private static int upgrade(String path, String... headers) {
    try (RawSocket socket = open(path, headers)) {
      return socket.status();
    }
  }

  private static RawSocket open(String path, String... headers) {
    return RawSocket.open(SERVER, path, headers);
  }
}
