package chatter.client.net.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.ConnectionState;
import chatter.client.net.Events;
import chatter.client.net.ServerSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.tls.TestCertificates;
import chatter.server.tls.TlsFiles;
import chatter.shared.invite.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever has the key is the server, and nobody else, over HTTP and on the websocket.
class PinTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec", "elsewhere", "expired", "early", "nameless"})
  void whoHasTheKeyIsTrustedWhateverTheCertificateSays(String certificate) throws Exception {
    try (ChatterServer server = server(TestCertificates.of(certificate));
        ServerApi api = new ServerApi(address(server), Pin.on(fingerprint(certificate)))) {
      String token = signUp(api);
      Events events = new Events();
      try (ServerSession session = session(api, token, events)) {
        session.start();
        events.state(ConnectionState.LIVE);
        session.send(1, "by the key alone", null);
        events.next(SessionEvent.MessageSent.class);
      }
    }
  }

  @Test
  void anotherKeyIsRefusedAndThePasswordNeverLeaves() throws Exception {
    // Trusted by everybody here, but for its key.
    try (SSLServerSocket thief =
        (SSLServerSocket)
            TestCertificates.serving("ec")
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> heard = CompletableFuture.supplyAsync(() -> listen(thief));
      ServerAddress place =
          ServerAddress.parse("https://127.0.0.1:" + thief.getLocalPort()).orElseThrow();
      try (ServerApi api = new ServerApi(place, Pin.on(fingerprint("rsa")))) {
        ApiException.WrongKey refused =
            assertInstanceOf(
                ApiException.WrongKey.class,
                failure(api.login("ada@example.org", "correct horse", "laptop")));
        assertEquals(fingerprint("rsa"), refused.expected());
        assertEquals(fingerprint("ec"), refused.found());
        assertEquals("127.0.0.1", refused.host());
        String said =
            ErrorMessage.of(refused)
                .say((key, arguments) -> key + " " + String.join(" ", strings(arguments)));
        assertTrue(said.startsWith("error.wrongKey 127.0.0.1 "), said);
        assertTrue(said.contains(fingerprint("rsa").groups()), said);
        assertTrue(said.contains(fingerprint("ec").groups()), said);
      }
      assertArrayEquals(new byte[0], heard.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void whoHasAKeyToGoByIsNeverSpokenToInTheClear() throws Exception {
    Pin pin = Pin.on(fingerprint("rsa"));
    assertEquals(
        "https://office.local:8080",
        new ServerApi(ServerAddress.parse("office.local").orElseThrow(), pin).address().display());
    assertEquals(
        "https://office.local:80",
        new ServerApi(ServerAddress.parse("http://office.local").orElseThrow(), pin)
            .address()
            .display());
  }

  @Test
  void aKeyThatChangesWhileSignedInIsSaid() throws Exception {
    TlsFiles files = new TlsFiles(folder.resolve("server.pem"), folder.resolve("server.key"));
    TestCertificates.put(files, "rsa", "rsa");
    ChatterServer first = server(files);
    int port = first.port();
    Events events = new Events();
    try (ServerApi api = new ServerApi(address(first), Pin.on(fingerprint("rsa")))) {
      String token = signUp(api);
      try (ServerSession session = session(api, token, events)) {
        session.start();
        events.state(ConnectionState.LIVE);
        first.close();
        assertNull(events.state(ConnectionState.WAITING).distrust());
        TestCertificates.put(files, "ec", "ec");
        try (ChatterServer second = new ChatterServer(config(files).withPort(port)).start()) {
          assertEquals(port, second.port());
          session.tryNow();
          assertEquals(
              "error.wrongKey",
              events
                  .next(SessionEvent.ConnectionChanged.class, e -> e.distrust() != null)
                  .distrust()
                  .key());
        }
        TestCertificates.put(files, "rsa", "rsa");
        try (ChatterServer third = new ChatterServer(config(files).withPort(port)).start()) {
          assertEquals(port, third.port());
          session.tryNow();
          events.state(ConnectionState.LIVE);
        }
      }
    } finally {
      first.close();
    }
  }

  private static String signUp(ServerApi api) throws Exception {
    api.register("Ada", "ada@example.org", "correct horse").get(60, TimeUnit.SECONDS);
    return api.login("ada@example.org", "correct horse", "laptop")
        .get(60, TimeUnit.SECONDS)
        .token();
  }

  private ServerSession session(ServerApi api, String token, Events events) throws IOException {
    return new ServerSession(
        api.as(new SessionToken(token)),
        folder.resolve("outbox"),
        new SingleThreadLoop("pinned"),
        new SplittableRandom(5),
        "test 1.0",
        events);
  }

  private ChatterServer server(TlsFiles files) throws IOException {
    return new ChatterServer(config(files)).start();
  }

  private ServerConfig config(TlsFiles files) {
    return ServerConfig.inFolder(folder.resolve("data"))
        .withPort(0)
        .withTls(files)
        .withBcryptCost(ServerConfig.MIN_BCRYPT_COST);
  }

  private static ServerAddress address(ChatterServer server) {
    return ServerAddress.parse("https://127.0.0.1:" + server.port()).orElseThrow();
  }

  private static Fingerprint fingerprint(String certificate)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(TestCertificates.of(certificate).certificate())) {
      return Fingerprint.of(
          CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey());
    }
  }

  private static ApiException failure(CompletableFuture<?> call) {
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> call.get(60, TimeUnit.SECONDS));
    return assertInstanceOf(ApiException.class, failed.getCause());
  }

  private static String[] strings(Object[] arguments) {
    return java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
  }

  /// Takes one connection and everything that is said on it once it is encrypted.
  private static byte[] listen(SSLServerSocket thief) {
    try (SSLSocket victim = (SSLSocket) thief.accept()) {
      return victim.getInputStream().readAllBytes();
    } catch (IOException refused) {
      // The handshake came to nothing, so nothing was said.
      return new byte[0];
    }
  }
}
