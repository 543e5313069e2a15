package chatter.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.SessionEvent.EntryApplied;
import chatter.client.net.socket.PendingCommands;
import chatter.server.Examples;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SequencerTest {
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

  private List<Long> applied(int count) throws InterruptedException {
    List<Long> seqs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seqs.add(fixture.events.next(EntryApplied.class).entry().seq());
    }
    return seqs;
  }

  @TestFactory
  Stream<DynamicTest> putsInOrderAsThePageDoes() throws IOException {
    return Examples.tests("gaps.json", SequencerTest::putsInOrder);
  }

  private static void putsInOrder(JsonNode example) {
    try (PinnedLoop loop = new PinnedLoop()) {
      List<Long> applied = new ArrayList<>();
      List<ClientCommand.Sync> asked = new ArrayList<>();
      PendingCommands commands =
          new PendingCommands(command -> asked.add((ClientCommand.Sync) command));
      Sequencer inbox =
          new Sequencer(loop, commands, event -> applied.add(((EntryApplied) event).entry().seq()));
      loop.execute(() -> inbox.welcomed(SessionFixture.welcome("e1", 10, 0)));
      loop.execute(inbox::live);
      for (JsonNode step : example.get("steps")) {
        if (step.has("wait")) {
          loop.advance(Duration.ofMillis(step.get("wait").asLong()));
        } else {
          loop.execute(() -> happens(step, inbox, commands, asked));
        }
        loop.settle();
      }
      assertEquals(numbers(example.get("applied")), applied);
      assertEquals(
          numbers(example.get("asked")), asked.stream().map(ClientCommand.Sync::after).toList());
    }
  }

  private static void happens(
      JsonNode step, Sequencer inbox, PendingCommands commands, List<ClientCommand.Sync> asked) {
    if (step.has("comes")) {
      numbers(step.get("comes")).forEach(seq -> inbox.came(SessionFixture.message(seq)));
    } else if (step.has("synced")) {
      JsonNode synced = step.get("synced");
      long id = asked.getLast().id();
      commands.answered(
          id,
          new ServerEvent.Synced(
              id, 1, synced.get("upto").asLong(), synced.get("more").asBoolean()));
    } else if (step.has("refused")) {
      JsonNode after = step.get("refused");
      long id = asked.getLast().id();
      commands.answered(
          id,
          new ServerEvent.Rejected(
              id, RejectCode.RATE_LIMITED, "no", true, after.isNull() ? null : after.asLong()));
    } else {
      inbox.disconnected();
      commands.disconnected();
      inbox.welcomed(SessionFixture.welcome("e1", 1_000, 0));
      inbox.live();
    }
  }

  private static List<Long> numbers(JsonNode numbers) {
    return numbers.valueStream().map(JsonNode::asLong).toList();
  }

  @Test
  void startsAfterTheNewestMessageOfTheWelcome() throws Exception {
    Peer peer = fixture.live(57);
    peer.says(SessionFixture.message(57), SessionFixture.message(58));
    assertEquals(List.of(58L), applied(1));
  }

  @Test
  void duplicatesAreDropped() throws Exception {
    Peer peer = fixture.live(0);
    peer.says(
        SessionFixture.message(1),
        SessionFixture.message(1),
        SessionFixture.message(2),
        SessionFixture.message(1),
        SessionFixture.message(3));
    assertEquals(List.of(1L, 2L, 3L), applied(3));
  }

  @Test
  void outOfOrderIsHeldAndAppliedInOrderWithoutAsking() throws Exception {
    Peer peer = fixture.live(0);
    peer.says(SessionFixture.message(3), SessionFixture.message(2), SessionFixture.message(1));
    assertEquals(List.of(1L, 2L, 3L), applied(3));
    fixture.loop.advance(Duration.ofSeconds(1));
    assertTrue(peer.heardNothingMore());
  }

  @Test
  void gapThatStaysIsAskedFor() throws Exception {
    Peer peer = fixture.live(10);
    peer.says(SessionFixture.message(13), new ServerEvent.Pong(null), marker());
    fixture.events.next(SessionEvent.AccountChanged.class);
    fixture.loop.advance(Duration.ofMillis(300));
    ClientCommand.Sync sync = peer.hears(ClientCommand.Sync.class);
    assertEquals(10, sync.after());
    assertEquals(200, sync.limit());
    peer.says(
        SessionFixture.message(11),
        SessionFixture.message(12),
        SessionFixture.message(13),
        new ServerEvent.Synced(sync.id(), 1, 13, false));
    assertEquals(List.of(11L, 12L, 13L), applied(3));
    peer.says(SessionFixture.message(14));
    EntryApplied next = fixture.events.next(EntryApplied.class);
    assertEquals(14, next.entry().seq());
    assertTrue(next.live());
  }

  @Test
  void syncGoesOnWhileThereIsMore() throws Exception {
    Peer peer = fixture.live(0);
    peer.says(SessionFixture.message(4), marker());
    fixture.events.next(SessionEvent.AccountChanged.class);
    fixture.loop.advance(Duration.ofMillis(300));
    ClientCommand.Sync first = peer.hears(ClientCommand.Sync.class);
    peer.says(
        SessionFixture.message(1),
        SessionFixture.message(2),
        new ServerEvent.Synced(first.id(), 1, 2, true));
    ClientCommand.Sync second = peer.hears(ClientCommand.Sync.class);
    assertEquals(2, second.after());
    peer.says(SessionFixture.message(3), new ServerEvent.Synced(second.id(), 1, 4, false));
    assertEquals(List.of(1L, 2L, 3L, 4L), applied(4));
  }

  @Test
  void numbersOfUnknownKindsAreSkippedButNothingHeldIsLost() throws Exception {
    Peer peer = fixture.live(0);
    peer.says(SessionFixture.message(3), marker());
    fixture.events.next(SessionEvent.AccountChanged.class);
    fixture.loop.advance(Duration.ofMillis(300));
    ClientCommand.Sync sync = peer.hears(ClientCommand.Sync.class);
    peer.says(
        "{\"type\":\"messageSung\",\"conversation\":1,\"seq\":1}\n"
            + "{\"type\":\"messageSung\",\"conversation\":1,\"seq\":2}");
    peer.says(new ServerEvent.Synced(sync.id(), 1, 4, false), SessionFixture.message(5));
    assertEquals(List.of(3L, 5L), applied(2));
  }

  @Test
  void refusedSyncIsAskedAgain() throws Exception {
    Peer peer = fixture.live(0);
    peer.says(SessionFixture.message(2), marker());
    fixture.events.next(SessionEvent.AccountChanged.class);
    fixture.loop.advance(Duration.ofMillis(300));
    ClientCommand.Sync first = peer.hears(ClientCommand.Sync.class);
    peer.says(
        new ServerEvent.Rejected(first.id(), RejectCode.RATE_LIMITED, "slow", true, 800L),
        marker());
    fixture.events.next(SessionEvent.AccountChanged.class);
    fixture.loop.advance(Duration.ofMillis(700));
    assertTrue(peer.heardNothingMore());
    fixture.loop.advance(Duration.ofMillis(200));
    assertEquals(0, peer.hears(ClientCommand.Sync.class).after());
  }

  @Test
  void syncRefusedForGoodOrNeverAnsweredIsAskedAgain() throws Exception {
    Peer peer = fixture.live(0);
    peer.says(SessionFixture.message(2), marker());
    fixture.events.next(SessionEvent.AccountChanged.class);
    fixture.loop.advance(Duration.ofMillis(300));
    ClientCommand.Sync first = peer.hears(ClientCommand.Sync.class);
    peer.says(
        new ServerEvent.Rejected(first.id(), RejectCode.INTERNAL, "no", false, null), marker());
    fixture.events.next(SessionEvent.AccountChanged.class);
    fixture.loop.advance(Duration.ofMillis(1_100));
    peer.hears(ClientCommand.Sync.class);
    fixture.loop.advance(Duration.ofSeconds(19));
    assertTrue(peer.heardNothingMore());
    fixture.loop.advance(Duration.ofSeconds(2));
    ClientCommand.Sync third = peer.hears(ClientCommand.Sync.class);
    peer.says(SessionFixture.message(1), new ServerEvent.Synced(third.id(), 1, 2, false));
    assertEquals(List.of(1L, 2L), applied(2));
  }

  @Test
  void resumeReplaysThenGoesLive() throws Exception {
    fixture.live(5).cut();
    fixture.passWait();
    Peer peer = fixture.server.awaitPeer();
    assertEquals(Map.of(1L, 5L), peer.hears(ClientCommand.Hello.class).cursors());
    peer.says(SessionFixture.welcome("e1", 7, 0));
    peer.says(SessionFixture.message(6));
    // Live traffic may overtake the replay; nothing is asked for before `live`.
    peer.says(SessionFixture.message(8));
    peer.says(SessionFixture.message(7), new ServerEvent.Live(), SessionFixture.message(9));
    List<EntryApplied> applied = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      applied.add(fixture.events.next(EntryApplied.class));
    }
    assertEquals(List.of(6L, 7L, 8L, 9L), applied.stream().map(a -> a.entry().seq()).toList());
    assertEquals(
        List.of(false, false, false, true), applied.stream().map(EntryApplied::live).toList());
    fixture.loop.advance(Duration.ofSeconds(1));
    assertTrue(peer.heardNothingMore());
  }

  @Test
  void resetDropsTheWindowAndContinuesAfterIt() throws Exception {
    fixture.live(5).cut();
    fixture.passWait();
    Peer peer = fixture.server.awaitPeer();
    peer.hears(ClientCommand.Hello.class);
    peer.says(
        SessionFixture.welcome("e1", 9_000, 0),
        new ServerEvent.Reset(1, 9_000),
        new ServerEvent.Live(),
        SessionFixture.message(9_001));
    assertEquals(
        new SessionEvent.ConversationReset(1, 9_000, false),
        fixture.events.next(SessionEvent.ConversationReset.class));
    assertEquals(List.of(9_001L), applied(1));
  }

  @Test
  void anotherEpochDropsEveryCursor() throws Exception {
    fixture.live(500).cut();
    fixture.passWait();
    Peer peer = fixture.welcomed("e2", 20);
    peer.says(SessionFixture.message(21));
    assertEquals(List.of(21L), applied(1));
    peer.cut();
    fixture.passWait();
    ClientCommand.Hello hello = fixture.server.awaitPeer().hears(ClientCommand.Hello.class);
    assertEquals("e2", hello.epoch());
    assertEquals(Map.of(1L, 21L), hello.cursors());
  }

  @Test
  void anotherEpochIsToldAsAReset() throws Exception {
    fixture.live(500).cut();
    fixture.passWait();
    Peer peer = fixture.server.awaitPeer();
    peer.hears(ClientCommand.Hello.class);
    peer.says(SessionFixture.welcome("e2", 20, 0));
    assertEquals(
        new SessionEvent.ConversationReset(1, 20, true),
        fixture.events.next(SessionEvent.ConversationReset.class));
  }

  @Test
  void whatIsHeldDoesNotOutliveTheConnection() throws Exception {
    Peer first = fixture.live(0);
    first.says(SessionFixture.message(2), marker());
    fixture.events.next(SessionEvent.AccountChanged.class);
    first.cut();
    fixture.passWait();
    Peer second = fixture.server.awaitPeer();
    assertEquals(Map.of(1L, 0L), second.hears(ClientCommand.Hello.class).cursors());
    second.says(SessionFixture.welcome("e1", 2, 0));
    second.says(SessionFixture.message(1), SessionFixture.message(2), new ServerEvent.Live());
    assertEquals(List.of(1L, 2L), applied(2));
  }

  /// Something that shows when everything before it has been handled.
  private static ServerEvent marker() {
    return new ServerEvent.AccountChanged(SessionFixture.BOB);
  }
}
