package chatter.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerConfig;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.shared.api.LoginRequest;
import chatter.shared.invite.Fingerprint;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that others can reach and to which nobody gave a certificate.
final class OwnKeyServerTest {
  private final TestServer server =
      TestServer.standard().with(config -> config.withHost(ServerConfig.ANY_ADDRESS));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoIsOnThisComputerChatsInPlainHttp() {
    server.start();
    TestConnection ada = server.signUp("ada").connect();
    TestConnection ben = server.signUp("ben").connect();
    ada.post("hello");
    assertEquals("hello", ben.awaits(MessagePosted.class).body());
    TestHttp.expect(200, server.http().get("/", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void aPageAskedForFromElsewhereInPlainHttpIsSentToHttps(String method) throws IOException {
    server.start();
    String answer =
        plain(elsewhere(), method + " /some/page HTTP/1.1\r\nHost: chat.example:81\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 308"), answer);
    assertTrue(answer.contains("\r\nLocation: https://chat.example:81/some/page\r\n"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/login HTTP/1.1\r\nHost: a:1\r\nContent-Length: 2\r\n\r\n{}",
        "GET /api/session HTTP/1.1\r\nHost: a:1\r\nAuthorization: Bearer secret\r\n\r\n",
        "GET /ws/secret HTTP/1.1\r\nHost: a:1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        // Who says that they are here is not.
        "POST /api/login HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1\r\n"
            + "Content-Length: 2\r\n\r\n{}",
      })
  void whatIsSaidFromElsewhereInPlainHttpIsToldToSpeakHttps(String request) throws IOException {
    server.start();
    String answer = plain(elsewhere(), request);
    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    assertTrue(answer.contains("https_only"), answer);
  }

  @Test
  void fromElsewhereItIsKnownByItsKeyAndItsCertificateNamesTheAddress() throws Exception {
    server.start();
    InetAddress elsewhere = elsewhere();
    X509Certificate shown = shown(elsewhere);
    assertEquals(server.fingerprint(), Optional.of(Fingerprint.of(shown.getPublicKey()).value()));
    assertTrue(
        shown.getSubjectAlternativeNames().stream()
            .anyMatch(name -> name.get(1).equals(elsewhere.getHostAddress())),
        shown::toString);
    try (SSLSocket socket = overTls(elsewhere)) {
      assertTrue(
          answer(socket, "GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .startsWith("HTTP/1.1 200"));
    }
  }

  @Test
  void theKeyOutlivesARestart() throws Exception {
    server.start();
    Optional<String> before = server.fingerprint();
    assertTrue(before.flatMap(Fingerprint::parse).isPresent());
    server.restart();
    assertEquals(before, server.fingerprint());
    assertEquals(
        before.orElseThrow(),
        Fingerprint.of(shown(InetAddress.getLoopbackAddress()).getPublicKey()).value());
  }

  @Test
  void aCertificateMadeAnewForTheKeyIsTakenWithoutARestart() throws Exception {
    server.start();
    Optional<String> before = server.fingerprint();
    X509Certificate first = shown(InetAddress.getLoopbackAddress());
    // As when this computer gets another name.
    TestCertificates.certifyAnew(server.data().resolve("tls"), "moved.example");
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (shown(InetAddress.getLoopbackAddress()).equals(first)) {
      assertTrue(System.nanoTime() < deadline, "it still has the old one");
      Thread.sleep(100);
    }
    assertEquals(before, server.fingerprint());
  }

  @Test
  void whoSaysPlainHttpOrListensHereAloneGetsNoKey() {
    server.with(config -> config.withPlainHttp(true)).start();
    assertEquals(Optional.empty(), server.fingerprint());
    assertFalse(Files.exists(server.data().resolve("tls")));
    server.stop();
    server.with(config -> config.withPlainHttp(false).withHost(ServerConfig.LOOPBACK)).start();
    assertEquals(Optional.empty(), server.fingerprint());
    assertFalse(Files.exists(server.data().resolve("tls")));
  }

  @Test
  void aCertificateByAnAuthorityHasNoKeyToGoByAndLetsNobodyInWithoutTls() {
    server.with(config -> config.withTls(TestCertificates.of("rsa"))).start();
    assertEquals(Optional.empty(), server.fingerprint());
    assertFalse(Files.exists(server.data().resolve("tls")));
    try (TestHttp plain = new TestHttp(server.port())) {
      TestHttp.expect(
          400, plain.post("/api/login", null, new LoginRequest("a@b.example", "secret", null)));
    }
  }

  /// An address of this computer that is not its loopback one. Skips the test, loudly, without a
  /// network.
  private static InetAddress elsewhere() throws SocketException {
    Optional<InetAddress> found =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(
        found.isPresent(), "SKIPPED: THIS COMPUTER HAS NO ADDRESS BUT ITS LOOPBACK ONE");
    return found.orElseThrow();
  }

  private String plain(InetAddress to, String request) throws IOException {
    try (Socket socket = new Socket(to, server.port())) {
      return answer(socket, request);
    }
  }

  private static String answer(Socket socket, String request) throws IOException {
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private X509Certificate shown(InetAddress by) throws IOException {
    try (SSLSocket socket = overTls(by)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket overTls(InetAddress to) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      return (SSLSocket) context.getSocketFactory().createSocket(to, server.port());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// Looks at whoever is there.
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
