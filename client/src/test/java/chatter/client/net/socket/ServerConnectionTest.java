package chatter.client.net.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.ConnectionState;
import chatter.client.net.Peer;
import chatter.client.net.SessionEvent;
import chatter.client.net.SessionFixture;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConnectionTest {
  @TempDir private Path folder;
  private SessionFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new SessionFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void saysHelloFirstAndOffersTheSubprotocolButNoExtension() throws Exception {
    fixture.session.start();
    Peer peer = fixture.server.awaitPeer();
    assertEquals("/ws/" + SessionFixture.TOKEN, peer.path());
    assertEquals("chatter.v2", peer.headers().get("sec-websocket-protocol"));
    assertNull(peer.headers().get("sec-websocket-extensions"));
    assertNull(peer.headers().get("origin"));
    ClientCommand.Hello hello = peer.hears(ClientCommand.Hello.class);
    assertEquals(
        new ClientCommand.Hello(null, ProtocolVersion.CURRENT, "test 1.0", null, Map.of()), hello);
  }

  @Test
  void cutConnectionComesBackWithCursors() throws Exception {
    Peer first = fixture.live(41);
    first.says(SessionFixture.message(42));
    fixture.events.next(SessionEvent.EntryApplied.class);
    first.cut();
    fixture.passWait();
    Peer second = fixture.server.awaitPeer();
    ClientCommand.Hello hello = second.hears(ClientCommand.Hello.class);
    assertEquals("e1", hello.epoch());
    assertEquals(Map.of(1L, 42L), hello.cursors());
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1011, 4000, 4001, 4002, 4003, 4005, 4499})
  void closeCodesOfTheComeBackRangeReconnect(int code) throws Exception {
    fixture.live(0).closes(code);
    fixture.passWait();
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
  }

  @ParameterizedTest
  @CsvSource({
    "4501, SIGNED_OUT",
    "4502, VERSION",
    "4503, BAD_FRAMES",
    "4504, TOO_MANY_CONNECTIONS",
    "4505, ACCOUNT_DISABLED",
    "4999, REFUSED"
  })
  void closeCodesOfTheStopRangeEndTheSession(int code, EndReason reason) throws Exception {
    fixture.live(0).closes(code);
    assertEquals(reason, fixture.events.next(SessionEvent.Ended.class).reason());
    fixture.loop.advance(Duration.ofMinutes(5));
    fixture.session.retry("nothing");
    assertTrue(fixture.server.nobodyConnects());
  }

  @Test
  void tooManyConnectionsComesBackOnRequest() throws Exception {
    fixture.live(0).closes(4504);
    fixture.events.next(SessionEvent.Ended.class);
    fixture.session.tryNow();
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
  }

  @Test
  void refusedUpgradeOfAnEndedLoginEndsTheSession() throws Exception {
    fixture.server.upgradesWith(401);
    fixture.server.answers(
        "GET /api/session", 401, "{\"status\":401,\"title\":\"No\",\"code\":\"signed_out\"}");
    fixture.session.start();
    assertEquals(EndReason.SIGNED_OUT, fixture.events.next(SessionEvent.Ended.class).reason());
  }

  @Test
  void historyOfAnEndedLoginEndsTheSession() throws Exception {
    Peer peer = fixture.live(0);
    fixture.server.answers(
        "GET /api/conversations/1/messages",
        401,
        "{\"status\":401,\"title\":\"No\",\"code\":\"signed_out\"}");
    var _ = fixture.session.history(1, new HistoryQuery.Newest(50));
    assertEquals(EndReason.SIGNED_OUT, fixture.events.next(SessionEvent.Ended.class).reason());
    peer.awaitClosed();
  }

  @Test
  void refusedUpgradeOfAGoodLoginTriesAgain() throws Exception {
    fixture.server.upgradesWith(503);
    fixture.server.answers(
        "GET /api/session",
        200,
        "{\"account\":{\"id\":3,\"name\":\"Ada\",\"avatarUrl\":null},"
            + "\"expiresAt\":\"2027-01-01T00:00:00Z\"}");
    fixture.session.start();
    assertEquals("/api/session", fixture.server.awaitRequest().path());
    fixture.server.upgradesWith(101);
    fixture.passWait();
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
    assertTrue(fixture.events.none(SessionEvent.Ended.class));
  }

  @Test
  void nobodyListeningMeansWaiting() throws Exception {
    fixture.server.close();
    fixture.session.start();
    for (int i = 0; i < 4; i++) {
      fixture.passWait();
      fixture.events.state(ConnectionState.CONNECTING);
    }
    assertTrue(fixture.events.none(SessionEvent.Ended.class));
  }

  @Test
  void silenceFor35SecondsIsGivenUp() throws Exception {
    Peer silent = fixture.live(0);
    fixture.loop.advance(Duration.ofSeconds(34));
    assertTrue(fixture.events.none(SessionEvent.ConnectionChanged.class));
    fixture.loop.advance(Duration.ofMillis(1_500));
    fixture.events.state(ConnectionState.WAITING);
    assertEquals(1006, silent.awaitClosed());
  }

  @Test
  void anyFrameBreaksTheSilence() throws Exception {
    Peer peer = fixture.live(0);
    for (int i = 0; i < 5; i++) {
      fixture.loop.advance(Duration.ofSeconds(25));
      peer.says(new ServerEvent.Ping());
      peer.hears(ClientCommand.Ping.class);
    }
    assertTrue(fixture.events.none(SessionEvent.ConnectionChanged.class));
  }

  @Test
  void tryNowDoesNotWait() throws Exception {
    fixture.live(0).cut();
    fixture.events.state(ConnectionState.WAITING);
    fixture.session.tryNow();
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
  }

  @Test
  void byeSaysHowLongToStayAway() throws Exception {
    Peer peer = fixture.live(0);
    peer.says(new ServerEvent.Bye(4000, 5_000));
    peer.closes(4000);
    Duration wait =
        Duration.between(
            fixture.loop.now(), fixture.events.state(ConnectionState.WAITING).retryAt());
    assertTrue(wait.compareTo(Duration.ofSeconds(5)) >= 0, wait::toString);
    assertTrue(wait.compareTo(Duration.ofMillis(5_500)) <= 0, wait::toString);
  }

  @Test
  void garbageEndsTheConnectionButNotTheSession() throws Exception {
    fixture.live(0).says("{\"type\":\"messagePosted\",\"seq\":\"no\"}");
    fixture.passWait();
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
  }

  @Test
  void eventsOfAnUnknownTypeAreIgnored() throws Exception {
    fixture
        .live(0)
        .says(
            "{\"type\":\"moonRose\",\"phase\":3}\n"
                + "{\"type\":\"accountChanged\","
                + "\"account\":{\"id\":4,\"name\":\"Bobby\",\"avatarUrl\":null,\"mood\":\"good\"}}");
    assertEquals("Bobby", fixture.events.next(SessionEvent.AccountChanged.class).account().name());
  }

  @Test
  void closingSaysGoodbyeAndTellsNothingMore() throws Exception {
    Peer peer = fixture.live(0);
    fixture.session.close();
    assertEquals(1001, peer.awaitClosed());
    assertTrue(fixture.events.none(SessionEvent.ConnectionChanged.class));
  }
}
