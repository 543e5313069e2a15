package chatter.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.limit.Limit;
import chatter.server.tls.TestCertificates;
import chatter.server.web.guard.TrustedProxies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose connection it is when a proxy says so before anything else. The proxy is at 127.0.0.1, a
/// stranger at 127.0.0.2, as all of 127.0.0.0/8 are this computer.
final class ProxyProtocolTest {
  private static final String PROXY = "127.0.0.1";
  private static final String STRANGER = "127.0.0.2";
  private static final int WRONG_CODES = 3;
  private static final byte[] NOTHING = {};
  private static final byte[] SIGNATURE = {
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
  };

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .with(config ->
              config
                  .withProxies(TrustedProxies.parse(PROXY))
                  .withProxyProtocol(true)
                  .withLimit(Limit.CODES_PER_MINUTE, WRONG_CODES));

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatOneGuessesIsNobodyElsesFault(int version) throws IOException {
    for (int i = 0; i < WRONG_CODES; i++) {
      assertEquals(404, wrongCode(PROXY, header(version, "198.51.100.7")));
    }
    assertEquals(429, wrongCode(PROXY, header(version, "198.51.100.7")));
    assertEquals(404, wrongCode(PROXY, header(version, "198.51.100.8")));
    // For itself, as without a header.
    assertEquals(404, wrongCode(PROXY, NOTHING));
  }

  @Test
  void ofAnAddressOfIpv6TheNetworkCounts() throws IOException {
    for (int i = 0; i < WRONG_CODES; i++) {
      assertEquals(404, wrongCode(PROXY, header(1, "2001:db8::" + (i + 1))));
    }
    assertEquals(429, wrongCode(PROXY, header(1, "2001:db8::9")));
    assertEquals(404, wrongCode(PROXY, header(2, "2001:db8:0:1::1")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void strangerCannotSpeakForAnybody(int version) throws IOException {
    assertEquals(400, wrongCode(STRANGER, header(version, "198.51.100.7")));
    for (int i = 0; i < WRONG_CODES; i++) {
      assertEquals(404, wrongCode(STRANGER, NOTHING));
    }
    assertEquals(429, wrongCode(STRANGER, NOTHING));
  }

  @Test
  void whoeverIsSpokenForCannotSayWhoTheyAre() throws IOException {
    for (int i = 0; i < WRONG_CODES; i++) {
      assertEquals(
          404,
          wrongCode(PROXY, header(1, "198.51.100.7"), "X-Forwarded-For: 198.51.100." + (10 + i)));
    }
    assertEquals(
        429, wrongCode(PROXY, header(1, "198.51.100.7"), "X-Forwarded-For: 198.51.100.99"));
    assertEquals(
        400, wrongCode(PROXY, joined(header(1, "198.51.100.7"), header(1, "198.51.100.8"))));
  }

  @Test
  void lookWhetherItLivesNeedsNoHeader() throws IOException {
    byte[] local =
        ByteBuffer.allocate(16)
            .put(SIGNATURE)
            .put((byte) 0x20)
            .put((byte) 0)
            .putShort((short) 0)
            .array();
    assertEquals(200, ask(PROXY, local, "/api/ready"));
    assertEquals(
        200, ask(PROXY, "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII), "/api/ready"));
    assertEquals(200, ask(PROXY, NOTHING, "/api/ready"));
    assertEquals(200, ask(STRANGER, NOTHING, "/api/ready"));
  }

  @Test
  void websocketIsServedBehindTheHeader() throws IOException {
    String token = server.signUp("ada").token();
    byte[] key = new byte[16];
    try (Socket socket = connect(PROXY)) {
      send(
          socket,
          header(2, "198.51.100.7"),
          "GET /ws/" + token,
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(key));
      assertEquals(101, status(socket));
    }
  }

  @Test
  void headerComesBeforeTls() throws Exception {
    try (TestServer secret =
        TestServer.standard()
            .encrypted(true)
            .with(config -> config.withProxies(TrustedProxies.parse(PROXY)).withProxyProtocol(true))
            .start()) {
      try (Socket below = new Socket(InetAddress.ofLiteral(PROXY), secret.port())) {
        below.getOutputStream().write(header(2, "198.51.100.7"));
        try (Socket socket =
            TestCertificates.trusting()
                .getSocketFactory()
                .createSocket(below, "localhost", secret.port(), true)) {
          send(socket, NOTHING, "GET /api/ready", "Connection: close");
          assertEquals(200, status(socket));
        }
      }
    }
  }

  private int wrongCode(String from, byte[] header, String... headers) throws IOException {
    return ask(from, header, "/api/invites/7ZZZ-ZZZ7", headers);
  }

  private int ask(String from, byte[] header, String path, String... headers) throws IOException {
    try (Socket socket = connect(from)) {
      String[] all = new String[headers.length + 2];
      all[0] = "GET " + path;
      all[1] = "Connection: close";
      System.arraycopy(headers, 0, all, 2, headers.length);
      send(socket, header, all);
      return status(socket);
    }
  }

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(PROXY), server.port()));
    socket.setSoTimeout(60_000);
    return socket;
  }

  /// @param lines the method and path, then headers
  private static void send(Socket socket, byte[] header, String... lines) throws IOException {
    StringBuilder request = new StringBuilder(lines[0]).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 1; i < lines.length; i++) {
      request.append(lines[i]).append("\r\n");
    }
    byte[] rest = request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(joined(header, rest));
  }

  private static int status(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] first = in.readNBytes("HTTP/1.1 200".length());
    String line = new String(first, StandardCharsets.US_ASCII);
    assertTrue(line.startsWith("HTTP/1.1 "), () -> "there was no answer, but '" + line + "'");
    return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
  }

  private static byte[] header(int version, String client) {
    InetAddress from = InetAddress.ofLiteral(client);
    boolean v4 = from.getAddress().length == 4;
    if (version == 1) {
      String to = v4 ? "192.0.2.1" : "2001:db8:ffff::1";
      return ("PROXY " + (v4 ? "TCP4 " : "TCP6 ") + client + " " + to + " 4711 443\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    }
    int addresses = 2 * from.getAddress().length;
    return ByteBuffer.allocate(16 + addresses + 4)
        .put(SIGNATURE)
        .put((byte) 0x21)
        .put((byte) (v4 ? 0x11 : 0x21))
        .putShort((short) (addresses + 4))
        .put(from.getAddress())
        .put(from.getAddress())
        .putShort((short) 4711)
        .putShort((short) 443)
        .array();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
