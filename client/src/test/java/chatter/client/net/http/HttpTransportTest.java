package chatter.client.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.ConnectionState;
import chatter.client.net.Events;
import chatter.client.net.FakeServer;
import chatter.client.net.Peer;
import chatter.client.net.ServerSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.SessionFixture;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.shared.invite.Fingerprint;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server on another address than the loopback one: nothing secret goes there in the clear if it
/// speaks TLS. Skipped, loudly, on a computer without a network.
class HttpTransportTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path folder;
  private final Events events = new Events();
  private InetAddress network;

  @BeforeEach
  void findNetwork() throws SocketException {
    Optional<InetAddress> found =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(
        found.isPresent(), "SKIPPED: THIS COMPUTER HAS NO ADDRESS BUT ITS LOOPBACK ONE");
    network = found.orElseThrow();
  }

  private ServerSession session(ServerApi api, String token) throws IOException {
    return new ServerSession(
        api.as(new SessionToken(token)),
        folder.resolve("outbox"),
        new SingleThreadLoop("reach"),
        new SplittableRandom(7),
        "test 1.0",
        events);
  }

  private ChatterServer ownKey() throws IOException {
    return new ChatterServer(
            ServerConfig.inFolder(folder.resolve("data"))
                .withHost(ServerConfig.ANY_ADDRESS)
                .withPort(0)
                .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
        .start();
  }

  private ServerAddress bare(ChatterServer server) {
    return ServerAddress.parse(network.getHostAddress() + ":" + server.port()).orElseThrow();
  }

  @Test
  void aTokenOfBeforeTheServerSpokeTlsIsNotSentInTheClear() throws Exception {
    try (FakeServer server = new FakeServer(network);
        ServerApi api = new ServerApi(server.address())) {
      server.answersWith(
          "GET /api/health",
          new FakeServer.Answer(
              308, "Location: https://" + network.getHostAddress() + ":1/api/health\r\n", ""));
      try (ServerSession session = session(api, SessionFixture.TOKEN)) {
        session.start();
        events.state(ConnectionState.WAITING);
        ExecutionException failed =
            assertThrows(
                ExecutionException.class,
                () -> session.history(1, new HistoryQuery.Newest(5)).get(60, TimeUnit.SECONDS));
        assertInstanceOf(ApiException.Unreachable.class, ApiException.of(failed));
      }
      assertTrue(server.nobodyAsks());
      assertTrue(server.nobodyConnects());
    }
  }

  @Test
  void aServerWithoutTlsIsChattedWithAsBefore() throws Exception {
    try (FakeServer server = new FakeServer(network);
        ServerApi api = new ServerApi(server.address());
        ServerSession session = session(api, SessionFixture.TOKEN)) {
      session.start();
      Peer peer = server.awaitPeer();
      peer.says(SessionFixture.welcome("e1", 0, 0));
      events.state(ConnectionState.CATCHING_UP);
    }
  }

  @Test
  void whoIsSignedInWhereThereIsAKeyOfItsOwnNowIsToldThatItIsNotTrusted() throws Exception {
    try (ChatterServer server = ownKey();
        ServerApi api = new ServerApi(bare(server));
        ServerSession session = session(api, SessionFixture.TOKEN)) {
      session.start();
      SessionEvent.ConnectionChanged waiting = events.state(ConnectionState.WAITING);
      assertEquals("error.notSecure.UNTRUSTED", waiting.distrust().key());
    }
  }

  @Test
  void aKeyOfItsOwnIsTrustedByItsFingerprint() throws Exception {
    try (ChatterServer server = ownKey()) {
      Pin pin = Pin.on(server.fingerprint().flatMap(Fingerprint::parse).orElseThrow());
      try (ServerApi api = new ServerApi(bare(server), pin)) {
        api.register("Ada", "ada@example.org", PASSWORD).get(60, TimeUnit.SECONDS);
        String token =
            api.login("ada@example.org", PASSWORD, "x").get(60, TimeUnit.SECONDS).token();
        try (ServerSession session = session(api, token)) {
          session.start();
          events.state(ConnectionState.LIVE);
        }
      }
    }
  }

  @Test
  void theServersOwnComputerNeedsNeitherTlsNorKey() throws Exception {
    try (ChatterServer server = ownKey();
        ServerApi api = new ServerApi(ServerAddress.local(server.port()))) {
      api.register("Ada", "ada@example.org", PASSWORD).get(60, TimeUnit.SECONDS);
      String token = api.login("ada@example.org", PASSWORD, "x").get(60, TimeUnit.SECONDS).token();
      try (ServerSession session = session(api, token)) {
        session.start();
        assertNull(events.state(ConnectionState.LIVE).distrust());
      }
      assertEquals(ServerAddress.local(server.port()), api.address());
    }
  }
}
