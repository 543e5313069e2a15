package chatter.client.net.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.FakeServer;
import chatter.client.net.SessionFixture;
import chatter.client.net.check.CheckFinding.Seen;
import chatter.client.net.http.Pin;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.tls.TestCertificates;
import chatter.shared.api.Registration;
import chatter.shared.invite.Fingerprint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each way in which a connection can fail is told apart.
class ConnectionCheckTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path folder;
  private ChatterServer server;
  private ServerApi api;

  @AfterEach
  void close() {
    if (api != null) {
      api.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private void start(String certificate) throws IOException {
    ServerConfig config =
        ServerConfig.inFolder(folder)
            .withPort(0)
            .withRegistration(Registration.OPEN)
            .withBcryptCost(ServerConfig.MIN_BCRYPT_COST);
    server =
        new ChatterServer(
                certificate == null ? config : config.withTls(TestCertificates.of(certificate)))
            .start();
  }

  private static Fingerprint key(String certificate) throws Exception {
    try (var in = Files.newInputStream(TestCertificates.file(certificate + ".pem"))) {
      return Fingerprint.of(
          CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey());
    }
  }

  private String signIn() throws Exception {
    api.register("Ada", "ada@example.org", PASSWORD).get(60, TimeUnit.SECONDS);
    return api.login("ada@example.org", PASSWORD, "test").get(60, TimeUnit.SECONDS).token();
  }

  private List<CheckFinding> check(String token) throws Exception {
    List<CheckFinding> found = new CopyOnWriteArrayList<>();
    new ConnectionCheck(api.as(new SessionToken(token))).run(found::add).get(40, TimeUnit.SECONDS);
    return found;
  }

  private static List<Seen> seen(List<CheckFinding> found) {
    return found.stream().map(CheckFinding::seen).toList();
  }

  @Test
  void everyStepToAHealthyServerIsWell() throws Exception {
    start(null);
    api = new ServerApi(ServerAddress.parse("localhost:" + server.port()).orElseThrow());
    List<CheckFinding> found = check(signIn());
    assertEquals(
        List.of(
            Seen.NAME_FOUND, Seen.CONNECTED, Seen.PRIVATE, Seen.CHATTER, Seen.LIVE, Seen.SAME_TIME),
        seen(found));
    assertTrue(Integer.parseInt(found.get(4).details().getFirst()) >= 1, found::toString);
  }

  @Test
  void aKeyThatIsKnownIsEnoughAndAnotherIsNot() throws Exception {
    start("expired");
    ServerAddress address = ServerAddress.parse("https://127.0.0.1:" + server.port()).orElseThrow();
    Fingerprint right = key("expired");
    api = new ServerApi(address, Pin.on(right));
    String token = signIn();
    assertEquals(
        List.of(Seen.CONNECTED, Seen.ENDS_SOON, Seen.CHATTER, Seen.LIVE, Seen.SAME_TIME),
        seen(check(token)));
    api.close();
    api = new ServerApi(address, Pin.on(new Fingerprint("A".repeat(43))));
    List<CheckFinding> wrong = check(token);
    assertEquals(List.of(Seen.CONNECTED, Seen.OTHER_KEY), seen(wrong));
    assertEquals(
        List.of("A".repeat(43), right.value()),
        wrong.getLast().details().stream().map(groups -> groups.replace(" ", "")).toList());
  }

  @ParameterizedTest
  @CsvSource({"expired, EXPIRED", "early, NOT_YET_VALID", "ec, UNTRUSTED"})
  void certificatesThatAreNoGoodAreToldApart(String certificate, Seen seen) throws Exception {
    var usual = javax.net.ssl.SSLContext.getDefault();
    start(certificate);
    try {
      if (seen != Seen.UNTRUSTED) {
        javax.net.ssl.SSLContext.setDefault(TestCertificates.trusting());
      }
      api = new ServerApi(ServerAddress.parse("https://127.0.0.1:" + server.port()).orElseThrow());
      assertEquals(List.of(Seen.CONNECTED, seen), seen(check(SessionFixture.TOKEN)));
    } finally {
      javax.net.ssl.SSLContext.setDefault(usual);
    }
  }

  @Test
  void whoIsSignedOutLearnsThatAndNotThatAProxyIsToBlame() throws Exception {
    start(null);
    api = new ServerApi(ServerAddress.local(server.port()));
    List<Seen> seen = seen(check(SessionFixture.TOKEN));
    assertEquals(Seen.SIGNED_OUT, seen.getLast());
  }

  @Test
  void nobodyAndStrangersAndUnknownNamesAreToldApart() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    api = new ServerApi(ServerAddress.local(port));
    assertEquals(List.of(Seen.REFUSED), seen(check(SessionFixture.TOKEN)));
    api.close();
    api = new ServerApi(ServerAddress.parse("no.such.computer.invalid").orElseThrow());
    assertEquals(List.of(Seen.NAME_UNKNOWN), seen(check(SessionFixture.TOKEN)));
    api.close();
    try (FakeServer router = new FakeServer()) {
      api = new ServerApi(router.address());
      router.answersWith(
          "GET /api/health",
          new FakeServer.Answer(200, "Content-Type: text/html\r\n", "<html>sign in</html>"));
      assertEquals(List.of(Seen.CONNECTED, Seen.STRANGER), seen(check(SessionFixture.TOKEN)));
    }
  }

  @Test
  void aProxyWithoutWebsocketsIsFound() throws Exception {
    try (FakeServer proxy = new FakeServer()) {
      api = new ServerApi(proxy.address());
      proxy.answers("GET /api/health", 200, "{\"status\":\"ok\",\"version\":\"1\"}");
      proxy.answers(
          "GET /api/session",
          200,
          "{\"account\":{\"id\":3,\"name\":\"Ada\",\"email\":\"a@b\",\"avatarUrl\":null},"
              + "\"expiresAt\":\"2027-01-01T00:00:00Z\"}");
      proxy.upgradesWith(502);
      assertEquals(
          List.of(Seen.CONNECTED, Seen.PRIVATE, Seen.CHATTER, Seen.NO_WEBSOCKET),
          seen(check(SessionFixture.TOKEN)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, SAME_TIME",
    "5, SAME_TIME",
    "-60, BEHIND",
    "60, AHEAD",
    "-600, FAR_BEHIND",
    "600, FAR_AHEAD"
  })
  void clocksAreCompared(long seconds, Seen seen) {
    assertEquals(seen, ConnectionCheck.clock(Duration.ofSeconds(seconds)).seen());
  }
}
