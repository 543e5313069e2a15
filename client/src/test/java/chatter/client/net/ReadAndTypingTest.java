package chatter.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.socket.PendingCommands;
import chatter.server.Examples;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ClientCommand.SetTyping;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReadAndTypingTest {
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
  void readMarksGoOutAtAGentlePaceAndOnlyForward() throws Exception {
    Peer peer = fixture.live(100);
    fixture.session.markRead(1, 10);
    for (long seq = 11; seq <= 60; seq++) {
      fixture.session.markRead(1, seq);
    }
    fixture.session.markRead(1, 5);
    assertEquals(10, peer.hears(MarkRead.class).seq());
    fixture.loop.advance(Duration.ofMillis(500));
    assertEquals(60, peer.hears(MarkRead.class).seq());
    fixture.loop.advance(Duration.ofSeconds(2));
    assertTrue(peer.heardNothingMore());
  }

  @Test
  void readMarkThatTheServerMissedIsToldAgain() throws Exception {
    Peer first = fixture.live(100);
    fixture.session.markRead(1, 60);
    first.hears(MarkRead.class);
    first.cut();
    fixture.passWait();
    fixture.loop.advance(Duration.ofSeconds(1));
    Peer second = fixture.welcomed("e1", 100);
    assertEquals(60, second.hears(MarkRead.class).seq());
  }

  @Test
  void readMarkOfBeforeARestoreIsForgotten() throws Exception {
    Peer first = fixture.live(100);
    fixture.session.markRead(1, 60);
    first.hears(MarkRead.class);
    first.cut();
    fixture.passWait();
    fixture.loop.advance(Duration.ofSeconds(1));
    Peer second = fixture.welcomed("e2", 50);
    fixture.session.markRead(1, 51);
    assertEquals(51, second.hears(MarkRead.class).seq());
  }

  @Test
  void readMarkThatTheServerHasIsNotToldAgain() throws Exception {
    Peer first = fixture.live(100);
    fixture.session.markRead(1, 60);
    first.hears(MarkRead.class);
    first.cut();
    fixture.passWait();
    Peer second = fixture.server.awaitPeer();
    second.hears(ClientCommand.Hello.class);
    second.says(SessionFixture.welcome("e1", 100, 60), new ServerEvent.Live());
    fixture.events.state(ConnectionState.LIVE);
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.session.markRead(1, 61);
    assertEquals(61, second.hears(MarkRead.class).seq());
  }

  @TestFactory
  Stream<DynamicTest> tellsOfTypingAsThePageDoes() throws IOException {
    return Examples.tests("own-typing.json", ReadAndTypingTest::tellsOfTyping);
  }

  private static void tellsOfTyping(JsonNode example) {
    try (PinnedLoop loop = new PinnedLoop()) {
      List<Boolean> told = new ArrayList<>();
      ReadAndTyping signals =
          new ReadAndTyping(
              loop, new PendingCommands(command -> told.add(((SetTyping) command).typing())));
      loop.execute(signals::live);
      for (JsonNode step : example.get("steps")) {
        if (step.has("wait")) {
          loop.advance(Duration.ofMillis(step.get("wait").asLong()));
        } else if (step.has("types")) {
          loop.execute(() -> signals.typing(1, !step.get("types").asString().isBlank()));
        } else {
          loop.execute(() -> signals.sent(1));
        }
        loop.settle();
      }
      assertEquals(example.get("told").valueStream().map(JsonNode::asBoolean).toList(), told);
    }
  }

  @Test
  void typingIsToldAtMostEvery3Seconds() throws Exception {
    Peer peer = fixture.live(0);
    for (int i = 0; i < 8; i++) {
      fixture.session.setTyping(1, true);
      fixture.loop.advance(Duration.ofMillis(500));
    }
    assertTrue(peer.hears(SetTyping.class).typing());
    assertTrue(peer.hears(SetTyping.class).typing());
    fixture.session.setTyping(1, false);
    fixture.session.setTyping(1, false);
    fixture.session.markRead(1, 1);
    assertEquals(new SetTyping(null, 1, false), peer.hears(SetTyping.class));
    peer.hears(MarkRead.class);
  }
}
