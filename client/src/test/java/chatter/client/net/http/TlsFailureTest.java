package chatter.client.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.client.net.ConnectionState;
import chatter.client.net.Events;
import chatter.client.net.ServerSession;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.tls.TestCertificates;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each way in which a certificate is no good is told apart, with real servers.
class TlsFailureTest {
  @TempDir private Path folder;
  private SSLContext usual;

  @BeforeEach
  void trustTheTests() throws Exception {
    usual = SSLContext.getDefault();
    SSLContext.setDefault(TestCertificates.trusting());
  }

  @AfterEach
  void trustAsUsual() {
    SSLContext.setDefault(usual);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa,       127.0.0.1",
    "ec,        127.0.0.1",
    "rsa,       localhost",
  })
  void aGoodCertificateIsTrusted(String certificate, String host) throws Exception {
    try (ChatterServer server = server(certificate);
        ServerApi api = new ServerApi(address(host, server))) {
      assertEquals("ok", api.health().get(60, TimeUnit.SECONDS).status());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "elsewhere, 127.0.0.1, OTHER_NAME",
    "elsewhere, localhost, OTHER_NAME",
    "expired,   127.0.0.1, EXPIRED",
    "early,     127.0.0.1, NOT_YET_VALID",
    "nameless,  127.0.0.1, UNTRUSTED",
  })
  void aBadOneIsNamed(String certificate, String host, TlsFailure expected) throws Exception {
    try (ChatterServer server = server(certificate)) {
      assertEquals(expected, trouble(address(host, server)));
    }
  }

  @Test
  void oneOfAnAuthorityThatThisComputerDoesNotKnowIsUntrusted() throws Exception {
    SSLContext.setDefault(usual);
    try (ChatterServer server = server("rsa")) {
      assertEquals(TlsFailure.UNTRUSTED, trouble(address("127.0.0.1", server)));
    }
  }

  @Test
  void aServerWithoutTlsIsNamed() throws Exception {
    try (ChatterServer server =
        new ChatterServer(ServerConfig.inFolder(folder).withPort(0)).start()) {
      assertEquals(TlsFailure.NO_TLS, trouble(address("127.0.0.1", server)));
    }
  }

  @Test
  void aNetworkThatBreaksIsNotTls() throws Exception {
    ServerAddress nobody;
    try (ChatterServer server = server("rsa")) {
      nobody = address("127.0.0.1", server);
    }
    assertInstanceOf(ApiException.Unreachable.class, failure(nobody));
  }

  @Test
  void aTlsServerNamedWithoutHttpsIsFoundAllTheSame() throws Exception {
    try (ChatterServer server = server("rsa");
        ServerApi api = new ServerApi(ServerAddress.local(server.port()))) {
      ExecutionException failed =
          assertThrows(
              ExecutionException.class,
              () -> api.login("a@example.org", "password", "laptop").get(60, TimeUnit.SECONDS));
      assertEquals(
          "error.bad_credentials",
          ErrorMessage.of(ApiException.of(failed)).say((key, arguments) -> key));
      assertEquals(address("127.0.0.1", server), api.address());
    }
  }

  @Test
  void whoIsSignedInOnItsComputerFollowsAServerThatGetsACertificate() throws Exception {
    try (ChatterServer server = server("rsa");
        ServerApi secure = new ServerApi(address("127.0.0.1", server));
        ServerApi plain = new ServerApi(ServerAddress.local(server.port()))) {
      secure.register("Ada", "a@example.org", "correct horse").get(60, TimeUnit.SECONDS);
      String token =
          secure.login("a@example.org", "correct horse", "x").get(60, TimeUnit.SECONDS).token();
      Events events = new Events();
      try (ServerSession session =
          new ServerSession(
              plain.as(new SessionToken(token)),
              folder.resolve("outbox"),
              new SingleThreadLoop("follows"),
              new SplittableRandom(11),
              "test 1.0",
              events)) {
        session.start();
        events.state(ConnectionState.LIVE);
      }
    }
  }

  private ChatterServer server(String certificate) throws Exception {
    return new ChatterServer(
            ServerConfig.inFolder(folder)
                .withPort(0)
                .withTls(TestCertificates.of(certificate))
                .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
        .start();
  }

  private static ServerAddress address(String host, ChatterServer server) {
    return ServerAddress.parse("https://" + host + ":" + server.port()).orElseThrow();
  }

  private static TlsFailure trouble(ServerAddress address) {
    ApiException.NotSecure failure =
        assertInstanceOf(ApiException.NotSecure.class, failure(address));
    assertEquals(address.base().getHost(), failure.host());
    return failure.reason();
  }

  private static ApiException failure(ServerAddress address) {
    try (ServerApi api = new ServerApi(address)) {
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> api.health().get(60, TimeUnit.SECONDS));
      return assertInstanceOf(ApiException.class, failed.getCause());
    }
  }
}
