package chatter.server.web.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.TestUser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may open a websocket, as bytes on the wire.
class WebSocketGuardTest {
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "");

  @RegisterExtension final TestServer server = TestServer.pinned();
  private TestUser ada;

  @BeforeEach
  void signUp() {
    ada = server.signUp("ada");
  }

  @Test
  void aGoodTokenOpensAndTheSubprotocolIsEchoed() throws Exception {
    String answer =
        handshake(
            ada.token(),
            UPGRADE
                + String.join(
                    "\r\n",
                    "Sec-WebSocket-Protocol: chatter.v2",
                    "Sec-WebSocket-Extensions: permessage-deflate",
                    ""));

    assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
    assertTrue(answer.contains("Sec-WebSocket-Protocol: chatter.v2\r\n"), answer);
    assertFalse(answer.contains("Sec-WebSocket-Extensions"), answer);
  }

  @Test
  void theOwnPageMayConnectAndForeignPagesMayNot() throws Exception {
    String own = "Origin: http://127.0.0.1:" + server.port() + "\r\n";
    assertTrue(handshake(ada.token(), UPGRADE + own).startsWith("HTTP/1.1 101 "));

    for (String origin : new String[] {"https://evil.example", "null", "http://127.0.0.1:1"}) {
      String answer = handshake(ada.token(), UPGRADE + "Origin: " + origin + "\r\n");
      assertRefused(403, "foreign_origin", answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "0b9f1c1e-0000-4000-8000-000000000000", "a/b", "..%2f", "%00", "x%zz"})
  void whatIsNoTokenIsRefused(String token) throws Exception {
    String answer = handshake(token, UPGRADE);

    int status = Integer.parseInt(answer.split(" ", 3)[1]);
    assertTrue(status == 401 || status == 400, answer);
  }

  @Test
  void anEndedSessionsTokenIsRefused() throws Exception {
    server.http().post("/api/logout", ada.token(), "");

    assertRefused(401, "unauthorized", handshake(ada.token(), UPGRADE));
  }

  @Test
  void anExpiredTokenIsRefused() throws Exception {
    server.forward(Duration.ofDays(14));

    assertRefused(401, "unauthorized", handshake(ada.token(), UPGRADE));
  }

  @Test
  void whoDoesNotUpgradeIsToldTo() throws Exception {
    String answer = handshake(ada.token(), "Connection: close\r\n");

    assertRefused(426, "upgrade_required", answer);
    assertTrue(answer.contains("Upgrade: websocket"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "c2hvcnQ=", "************************", "dGhlIHNhbXBsZSBub25jZTEyMw=="})
  void aKeyThatIsNotSixteenBytesIsRefused(String key) throws Exception {
    String wrong = UPGRADE.replaceFirst("Key: [^\r]*", "Key: " + key);

    assertRefused(400, "bad_request", handshake(ada.token(), wrong));
  }

  @Test
  void twoKeysAreRefused() throws Exception {
    String two = UPGRADE + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    assertRefused(400, "bad_request", handshake(ada.token(), two));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
  void aBodyIsNotTakenForFrames(String header) throws Exception {
    assertRefused(400, "bad_request", handshake(ada.token(), UPGRADE + header + "\r\n"));
  }

  private void assertRefused(int status, String code, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("\"code\":\"" + code + "\""), answer);
    assertTrue(answer.contains("Content-Security-Policy: default-src 'none'"), answer);
    assertFalse(answer.contains(ada.token()), answer);
    assertEquals(-1, answer.indexOf("Jetty"), answer);
  }

  /// Sends the handshake and returns what comes back first.
  private String handshake(String token, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      String request =
          "GET /ws/" + token + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n" + headers;
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] first = new byte[8_192];
      int read = in.read(first);
      return new String(first, 0, Math.max(0, read), StandardCharsets.UTF_8);
    }
  }
}
