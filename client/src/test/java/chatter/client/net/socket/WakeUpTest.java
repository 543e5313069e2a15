package chatter.client.net.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.ConnectionState;
import chatter.client.net.Peer;
import chatter.client.net.SessionEvent;
import chatter.client.net.SessionFixture;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakeUpTest {
  private static final Duration NIGHT = Duration.ofHours(8);

  /// Within so long after waking up, without the time that connecting takes.
  private static final Duration PROMPT = Duration.ofMillis(1_200);

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
  void deadConnectionIsProbedAndReplacedWithinTwoSeconds() throws Exception {
    Peer dead = fixture.live(0);
    fixture.loop.sleep(NIGHT);
    fixture.loop.advance(Duration.ofMillis(500));
    dead.hears(ClientCommand.Ping.class);
    fixture.loop.advance(PROMPT.minusMillis(500));
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
    assertEquals(1006, dead.awaitClosed());
  }

  @Test
  void livingConnectionIsKept() throws Exception {
    Peer living = fixture.live(0);
    fixture.loop.sleep(NIGHT);
    fixture.loop.advance(Duration.ofMillis(500));
    ClientCommand.Ping probe = living.hears(ClientCommand.Ping.class);
    fixture.loop.advance(Duration.ofMillis(10));
    living.says(new ServerEvent.Pong(probe.id()), SessionFixture.message(1));
    fixture.events.next(SessionEvent.EntryApplied.class);
    fixture.loop.advance(Duration.ofSeconds(6));
    assertTrue(fixture.server.nobodyConnects());
    assertTrue(fixture.events.none(SessionEvent.ConnectionChanged.class));
  }

  @Test
  void whatCameBeforeTheSleepAndIsReadAfterItProvesNothing() throws Exception {
    Peer dead = fixture.live(0);
    fixture.loop.sleep(NIGHT);
    fixture.loop.advance(Duration.ofMillis(500));
    dead.hears(ClientCommand.Ping.class);
    dead.says(SessionFixture.message(1));
    fixture.events.next(SessionEvent.EntryApplied.class);
    fixture.loop.advance(PROMPT);
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
  }

  @Test
  void whoLooksAgainAndAgainPutsNothingOff() throws Exception {
    Peer dead = fixture.live(0);
    for (int i = 0; i < 3; i++) {
      fixture.session.tryNow();
      dead.hears(ClientCommand.Ping.class);
      fixture.loop.advance(Duration.ofSeconds(2));
    }
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
    assertEquals(1006, dead.awaitClosed());
  }

  @Test
  void shortSleepIsNoticedToo() throws Exception {
    Peer dead = fixture.live(0);
    fixture.loop.sleep(Duration.ofSeconds(10));
    fixture.loop.advance(Duration.ofMillis(500));
    dead.hears(ClientCommand.Ping.class);
    fixture.loop.advance(PROMPT.minusMillis(500));
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
  }

  @Test
  void stopOfTheProgramWithTheClockSetBackMeanwhileIsNoticed() throws Exception {
    Peer dead = fixture.live(0);
    fixture.loop.stop(Duration.ofSeconds(50));
    fixture.loop.sleep(Duration.ofHours(-1));
    fixture.loop.advance(PROMPT);
    fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
    assertEquals(1006, dead.awaitClosed());
  }

  @Test
  void clockSetBackIsNoSleep() throws Exception {
    Peer living = fixture.live(0);
    fixture.loop.sleep(Duration.ofHours(-1));
    fixture.loop.advance(Duration.ofSeconds(6));
    assertTrue(living.heardNothingMore());
    assertTrue(fixture.events.none(SessionEvent.ConnectionChanged.class));
  }

  @Test
  void longWaitIsCutShort() throws Exception {
    fixture.server.upgradesWith(503);
    fixture.server.answers("GET /api/session", 503, "{\"status\":503,\"title\":\"No\"}");
    fixture.session.start();
    Instant retryAt = fixture.events.state(ConnectionState.WAITING).retryAt();
    while (Duration.between(fixture.loop.now(), retryAt).toSeconds() < 8) {
      fixture.loop.advance(Duration.between(fixture.loop.now(), retryAt));
      retryAt = fixture.events.state(ConnectionState.WAITING).retryAt();
    }
    fixture.server.upgradesWith(101);
    fixture.loop.sleep(NIGHT);
    fixture.loop.advance(PROMPT);
    fixture.welcomed("e1", 0);
  }
}
