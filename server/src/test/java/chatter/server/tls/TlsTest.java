package chatter.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ClientCommand.Sync;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Synced;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The chat with TLS: the same promises, and nothing on the port without it.
final class TlsTest {
  @TempDir private Path folder;
  private TlsFiles files;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    files = new TlsFiles(folder.resolve("server.pem"), folder.resolve("server.key"));
    TestCertificates.put(files, "rsa", "rsa");
    server =
        TestServer.standard()
            .with(config -> config.withTls(files))
            .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND)
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void whatIsSaidIsStoredOnceAndReachesEverybody(String kind) throws IOException {
    server.stop();
    TestCertificates.put(files, kind, kind);
    server.start();
    TestUser ada = server.signUp("ada");
    TestConnection writer = ada.connect();
    TestConnection reader = server.signUp("ben").connect();

    long first = writer.post("hello").seq();
    assertEquals("hello", reader.awaits(MessagePosted.class, m -> m.seq() == first).body());
    SendMessage twice =
        new SendMessage(7L, TestConnection.LOBBY, UUID.randomUUID().toString(), "once", null);
    writer.command(twice);
    Ack stored = writer.awaits(Ack.class);
    writer.command(twice);
    Ack again = writer.awaits(Ack.class);
    assertEquals(stored.seq(), again.seq());
    assertEquals("once", reader.awaits(MessagePosted.class, m -> m.seq() == stored.seq()).body());

    // Large frames in both directions are several records of TLS each.
    writer.fill(40, "x".repeat(7_000));
    long last = writer.post("the end").seq();
    assertEquals(stored.seq() + 41, last);
    List<Long> seen = new ArrayList<>();
    while (seen.isEmpty() || seen.getLast() < last) {
      seen.add(reader.awaits(MessagePosted.class).seq());
    }
    assertEquals(41, seen.size(), "each once: " + seen);

    reader.command(new Sync(1L, TestConnection.LOBBY, first, 10));
    assertEquals(first + 10, reader.awaits(Synced.class).upto());
    HistoryPage page =
        ApiJson.MAPPER.readValue(
            server.http().get("/api/conversations/1/messages?limit=1", ada.token()).body(),
            HistoryPage.class);
    assertEquals("the end", page.messages().getFirst().body());
  }

  @Test
  void whoComesBackGetsWhatWasMissed() {
    TestUser ben = server.signUp("ben");
    TestConnection before = ben.connect();
    String epoch = before.welcome().epoch();
    before.close();
    TestConnection ada = server.signUp("ada").connect();
    long missed = ada.post("while you were away").seq();

    TestConnection back = ben.resume(epoch, Map.of(TestConnection.LOBBY, missed - 1));
    assertEquals(
        "while you were away", back.awaits(MessagePosted.class, m -> m.seq() == missed).body());
    back.awaits(ServerEvent.Live.class);
  }

  @Test
  void stoppingTellsEverybodyToComeBack() {
    TestConnection ada = server.signUp("ada").connect();
    server.stop();
    assertEquals(4000, ada.closedWith());
  }

  @Test
  void thePageIsServedWithTheSameHeadersAndNoneThatOutlastsTheCertificate() {
    HttpResponse<String> page = server.http().get("/", null);

    TestHttp.expect(200, page);
    assertTrue(page.body().contains("<html"), page::body);
    assertTrue(page.headers().firstValue("Content-Security-Policy").isPresent());
    assertTrue(page.headers().firstValue("X-Content-Type-Options").isPresent());
    assertTrue(page.headers().firstValue("Server").isEmpty());
    assertTrue(page.headers().firstValue("Strict-Transport-Security").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1:PORT, 101",
    "https://localhost:PORT, 403",
    "https://127.0.0.1:1,    403",
    "https://evil.example,   403",
  })
  void onlyItsOwnPageMayOpenASocket(String origin, int status) throws IOException {
    String token = server.signUp("ada").token();

    String answer =
        overTls(
            "GET /ws/"
                + token
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.port()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: "
                + origin.replace("PORT", "" + server.port())
                + "\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
  }

  @Test
  void whoComesByAnotherNameIsToldSoOverTls() throws IOException {
    String answer = overTls("GET /api/health HTTP/1.1\r\nHost: some.other.name\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void aPageAskedForInPlainHttpIsSentToHttps(String method) throws IOException {
    String answer = plain(method + " /some/page?a=b HTTP/1.1\r\nHost: chat.example:1234\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 308"), answer);
    assertTrue(
        answer.contains("\r\nLocation: https://chat.example:1234/some/page?a=b\r\n"), answer);
    assertTrue(answer.contains("\r\nCache-Control: no-store\r\n"), answer);
    assertTrue(answer.contains("\r\nContent-Security-Policy: "), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/login HTTP/1.1\r\nHost: a:1\r\nContent-Length: 2\r\n\r\n{}",
        "GET /api/session HTTP/1.1\r\nHost: a:1\r\nAuthorization: Bearer secret\r\n\r\n",
        "GET /ws/secret HTTP/1.1\r\nHost: a:1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "POST https://a:1/api/login HTTP/1.1\r\nHost: a:1\r\nContent-Length: 2\r\n\r\n{}",
      })
  void whatIsNoPageIsToldToSpeakHttps(String request) throws IOException {
    String answer = plain(request);

    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
    assertTrue(answer.contains("https_only"), answer);
    assertFalse(answer.contains("secret"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothVersionsInUseAreSpoken(String version) throws IOException {
    try (SSLSocket socket = socket()) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertEquals(version, socket.getSession().getProtocol());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_128_GCM_SHA256"
      })
  void aSuiteWithoutForwardSecrecyOrInBlocksIsNotSpoken(String suite) throws IOException {
    try (SSLSocket socket = socket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {suite});
      assertThrows(SSLException.class, socket::startHandshake);
    }
    try (SSLSocket socket = socket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(
          new String[] {suite, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"});
      socket.startHandshake();
      assertEquals(
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", socket.getSession().getCipherSuite());
    }
  }

  /// Java's own client refuses to speak an older one, so the greeting is written by hand.
  @Test
  void anOlderVersionIsNotSpoken() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      byte[] hello = clientHello((byte) 2);
      socket.getOutputStream().write(hello);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertEquals(21, in.readUnsignedByte(), "an alert, and no greeting");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(clientHello((byte) 3));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertEquals(22, in.readUnsignedByte(), "the same in TLS 1.2 is greeted");
    }
  }

  @Test
  void manyWhoComeAtOnceAreAllLetIn() throws Exception {
    allAtOnce(
        50, () -> overTls("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n"), "HTTP/1.1 200");
    // If those who are in gave nothing back, each after the first few would wait for 100 ms, which
    // is a minute in all. Without TLS, because the handshakes themselves may take long.
    long begun = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      allAtOnce(150, () -> plain("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 308");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(40)) < 0, took::toString);
  }

  private static void allAtOnce(int many, Callable<String> ask, String beginning) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(many)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        answers.add(clients.submit(ask));
      }
      for (Future<String> answer : answers) {
        assertTrue(answer.get().startsWith(beginning), answer.get());
      }
    }
  }

  @Test
  void aRenewedCertificateIsTakenWithoutARestart() throws Exception {
    TestConnection ada = server.signUp("ada").connect();
    assertEquals("CN=rsa", subject());

    TestCertificates.put(files, "ec", "ec");
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!subject().equals("CN=ec")) {
      assertTrue(System.nanoTime() < deadline, "it still has the old one");
      Thread.sleep(100);
    }
    ada.post("still here");
    server.signIn("ada").connect().post("and here, newly");
  }

  @Test
  void whoDoesNotKnowTheAuthorityRefuses() throws IOException {
    try (TestHttp stranger = new TestHttp(server.port(), SSLContext.getDefault())) {
      AssertionError refused =
          assertThrows(AssertionError.class, () -> stranger.get("/api/health", null));
      assertTrue(refused.getCause() instanceof SSLException, refused.getCause()::toString);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    assertEquals("CN=rsa", subject());
  }

  private String subject() throws IOException {
    try (SSLSocket socket = socket()) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }

  private String overTls(String request) throws IOException {
    try (SSLSocket socket = socket()) {
      return head(socket, request);
    }
  }

  private String plain(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private SSLSocket socket() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            server
                .trust()
                .orElseThrow()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /// The head of the answer, up to the empty line.
  private static String head(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
      answer.append((char) b);
      if (answer.length() > 3 && answer.substring(answer.length() - 4).equals("\r\n\r\n")) {
        break;
      }
    }
    return answer.toString();
  }

  /// A greeting of TLS 1.1 (2) or 1.2 (3) with a cipher suite for an RSA key that both know.
  private static byte[] clientHello(byte minor) {
    byte[] extensions = {
      // The curves: x25519, P-256. The signatures: RSA-PSS and RSA with SHA-256.
      0, 10, 0, 6, 0, 4, 0, 29, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 6, 0, 4, 8, 4, 4, 1
    };
    // ECDHE-RSA with AES-128: GCM for 1.2, CBC for 1.1.
    byte[] suites = {0, 4, (byte) 0xc0, 0x2f, (byte) 0xc0, 0x13};
    int body = 2 + 32 + 1 + suites.length + 2 + 2 + extensions.length;
    ByteBuffer hello = ByteBuffer.allocate(9 + body);
    hello.put((byte) 22).put((byte) 3).put((byte) 1).putShort((short) (4 + body));
    hello.put((byte) 1).put((byte) 0).putShort((short) body);
    hello.put((byte) 3).put(minor).put(new byte[32]).put((byte) 0).put(suites);
    hello.put((byte) 1).put((byte) 0).putShort((short) extensions.length).put(extensions);
    return hello.array();
  }
}
