package chatter.client.net.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.ConnectionState;
import chatter.client.net.Peer;
import chatter.client.net.SessionEvent.EntryApplied;
import chatter.client.net.SessionEvent.MessageSent;
import chatter.client.net.SessionEvent.OutboxChanged;
import chatter.client.net.SessionFixture;
import chatter.client.net.outbox.OutboxEntry.State;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxSenderTest {
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

  private List<String> onDisk() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private OutboxChanged outbox(State... states) throws InterruptedException {
    return fixture.events.next(
        OutboxChanged.class,
        event -> event.entries().stream().map(OutboxEntry::state).toList().equals(List.of(states)));
  }

  @Test
  void messageIsOnDiskBeforeTheFirstTry() throws Exception {
    String id = fixture.session.send(1, "  hello\n", 12L);
    assertEquals(List.of("1.json"), onDisk());
    String stored = Files.readString(folder.resolve("1.json"));
    assertTrue(stored.contains(id) && stored.contains("hello\""), stored);
    assertEquals(1, fixture.session.unsent());
  }

  @Test
  void ackTurnsItIntoASentOne() throws Exception {
    Peer peer = fixture.live(41);
    String id = fixture.session.send(1, "hello", 12L);
    SendMessage sent = peer.hears(SendMessage.class);
    assertEquals(new SendMessage(sent.id(), 1, id, "hello", 12L), sent);
    outbox(State.SENDING);
    peer.says(SessionFixture.ack(sent, 42));
    assertEquals(
        new MessageSent(1, id, 42, SessionFixture.SENT), fixture.events.next(MessageSent.class));
    outbox();
    assertEquals(List.of(), onDisk());
    peer.says(SessionFixture.own(42, id));
    assertEquals(42, fixture.events.next(EntryApplied.class).entry().seq());
    assertTrue(fixture.events.none(MessageSent.class));
  }

  @Test
  void echoBeforeTheAckDoesToo() throws Exception {
    Peer peer = fixture.live(41);
    String id = fixture.session.send(1, "hello", null);
    SendMessage sent = peer.hears(SendMessage.class);
    peer.says(SessionFixture.own(42, id), SessionFixture.ack(sent, 42));
    assertEquals(42, fixture.events.next(MessageSent.class).seq());
    fixture.events.next(EntryApplied.class);
    fixture.session.send(1, "next", null);
    peer.hears(SendMessage.class);
    assertTrue(fixture.events.none(MessageSent.class));
  }

  @Test
  void oneUnackedSendPerConversationInOrder() throws Exception {
    Peer peer = fixture.live(0);
    fixture.session.send(1, "one", null);
    fixture.session.send(1, "two", null);
    fixture.session.send(2, "elsewhere", null);
    SendMessage one = peer.hears(SendMessage.class);
    assertEquals("one", one.body());
    assertEquals("elsewhere", peer.hears(SendMessage.class).body());
    fixture.loop.settle();
    assertTrue(peer.heardNothingMore());
    peer.says(SessionFixture.ack(one, 1));
    assertEquals("two", peer.hears(SendMessage.class).body());
  }

  @Test
  void unackedIsSentAgainWithTheSameIdAfterAReconnect() throws Exception {
    Peer first = fixture.live(0);
    String id = fixture.session.send(1, "hello", null);
    first.hears(SendMessage.class);
    first.cut();
    outbox(State.WAITING);
    fixture.passWait();
    Peer second = fixture.welcomed("e1", 0);
    SendMessage again = second.hears(SendMessage.class);
    assertEquals(id, again.commandId());
    second.says(new ServerEvent.Ack(again.id(), 1L, id, 1L, SessionFixture.SENT, true));
    assertEquals(1, fixture.events.next(MessageSent.class).seq());
    assertTrue(fixture.events.none(MessageSent.class));
  }

  @Test
  void storedBeforeTheCutIsNotSentAgain() throws Exception {
    Peer first = fixture.live(0);
    String id = fixture.session.send(1, "hello", null);
    first.hears(SendMessage.class);
    first.cut();
    fixture.passWait();
    Peer second = fixture.server.awaitPeer();
    second.hears(ClientCommand.Hello.class);
    second.says(
        SessionFixture.welcome("e1", 1, 0), SessionFixture.own(1, id), new ServerEvent.Live());
    fixture.events.next(MessageSent.class);
    fixture.events.state(ConnectionState.LIVE);
    fixture.loop.settle();
    assertTrue(second.heardNothingMore());
  }

  @Test
  void silenceIsUnknownNeverFailed() throws Exception {
    Peer first = fixture.live(0);
    String id = fixture.session.send(1, "hello", null);
    first.hears(SendMessage.class);
    outbox(State.SENDING);
    for (int i = 0; i < 4; i++) {
      first.says(SessionFixture.message(i + 1));
      fixture.events.next(EntryApplied.class);
      fixture.loop.advance(Duration.ofSeconds(8));
    }
    outbox(State.WAITING);
    Peer second = fixture.welcomed("e1", 4);
    assertEquals(id, second.hears(SendMessage.class).commandId());
  }

  @Test
  void rejectedWithRetryWaitsAndGoesAgain() throws Exception {
    Peer peer = fixture.live(0);
    String id = fixture.session.send(1, "hello", null);
    SendMessage sent = peer.hears(SendMessage.class);
    outbox(State.SENDING);
    peer.says(new ServerEvent.Rejected(sent.id(), RejectCode.RATE_LIMITED, "slow", true, 800L));
    outbox(State.WAITING);
    fixture.loop.advance(Duration.ofMillis(700));
    assertTrue(peer.heardNothingMore());
    fixture.loop.advance(Duration.ofMillis(200));
    SendMessage again = peer.hears(SendMessage.class);
    assertEquals(id, again.commandId());
    peer.says(SessionFixture.ack(again, 1));
    fixture.events.next(MessageSent.class);
  }

  @Test
  void rejectedForGoodFailsAndLetsTheNextOnePass() throws Exception {
    Peer peer = fixture.live(0);
    String bad = fixture.session.send(1, "bad", null);
    fixture.session.send(1, "good", null);
    peer.says(
        new ServerEvent.Rejected(
            peer.hears(SendMessage.class).id(), RejectCode.FORBIDDEN, "no", false, null));
    OutboxChanged changed = outbox(State.FAILED, State.SENDING);
    assertEquals(RejectCode.FORBIDDEN, changed.entries().getFirst().reason());
    assertEquals("good", peer.hears(SendMessage.class).body());
    fixture.session.retry(bad);
    fixture.loop.settle();
    peer.says(
        SessionFixture.own(
            1, fixture.events.next(OutboxChanged.class).entries().get(1).commandId()));
    assertEquals(bad, peer.hears(SendMessage.class).commandId());
  }

  @Test
  void failedIsStillFailedAfterARestart() throws Exception {
    Peer peer = fixture.live(0);
    String id = fixture.session.send(1, "bad", null);
    peer.says(
        new ServerEvent.Rejected(
            peer.hears(SendMessage.class).id(), RejectCode.FORBIDDEN, "no", false, null));
    outbox(State.FAILED);
    fixture.session.close();
    peer.awaitClosed();
    fixture.open();
    Peer after = fixture.live(0);
    fixture.loop.settle();
    assertTrue(after.heardNothingMore());
    fixture.session.retry(id);
    assertEquals(id, after.hears(SendMessage.class).commandId());
  }

  @Test
  void outboxOutlivesTheProgram() throws Exception {
    String one = fixture.session.send(1, "one", null);
    String two = fixture.session.send(1, "two", 7L);
    fixture.session.close();
    fixture.open();
    Peer peer = fixture.live(0);
    SendMessage first = peer.hears(SendMessage.class);
    assertEquals(one, first.commandId());
    peer.says(SessionFixture.ack(first, 1));
    SendMessage second = peer.hears(SendMessage.class);
    assertEquals(new SendMessage(second.id(), 1, two, "two", 7L), second);
  }

  @Test
  void discardTakesOutWhatIsNotBeingSent() throws Exception {
    Peer peer = fixture.live(0);
    String sending = fixture.session.send(1, "one", null);
    String waiting = fixture.session.send(1, "two", null);
    SendMessage one = peer.hears(SendMessage.class);
    fixture.session.discard(sending);
    fixture.session.discard(waiting);
    OutboxChanged left = outbox(State.SENDING);
    assertEquals(sending, left.entries().getFirst().commandId());
    peer.says(SessionFixture.ack(one, 1));
    outbox();
    assertTrue(peer.heardNothingMore());
    assertEquals(List.of(), onDisk());
  }

  @Test
  void fullDiskRefusesAndSendsNothing() throws Exception {
    Peer peer = fixture.live(0);
    // A folder in the place of the file to be written: works for root too.
    Files.createDirectories(folder.resolve("1.tmp").resolve("x"));
    assertThrows(OutboxException.class, () -> fixture.session.send(1, "hello", null));
    fixture.loop.settle();
    assertTrue(peer.heardNothingMore());
    assertEquals(0, fixture.session.unsent());
  }

  @Test
  void emptyAndOverlongBodiesAreRefused() throws Exception {
    assertThrows(IllegalArgumentException.class, () -> fixture.session.send(1, " \n\t ", null));
    assertThrows(
        IllegalArgumentException.class, () -> fixture.session.send(1, "x".repeat(8_001), null));
    fixture.session.send(1, "😀".repeat(8_000), null);
    assertEquals(1, fixture.session.unsent());
  }

  private void refuse(Peer peer, RejectCode code) throws InterruptedException {
    peer.says(
        new ServerEvent.Rejected(peer.hears(SendMessage.class).id(), code, "no", false, null));
  }

  @Test
  void whatFailedKeepsItsPlaceOverARestart() throws Exception {
    Peer peer = fixture.live(41);
    fixture.session.send(1, "bad", null);
    refuse(peer, RejectCode.FORBIDDEN);
    assertEquals(41, outbox(State.FAILED).entries().getFirst().afterSeq());
    fixture.session.close();
    peer.awaitClosed();
    fixture.open();
    fixture.live(50);
    assertEquals(41, outbox(State.FAILED).entries().getFirst().afterSeq());
  }

  @Test
  void whatTheServerHoldsAnotherMessageForGetsAnotherIdWhenItIsTriedAgain() throws Exception {
    Peer peer = fixture.live(0);
    String taken = fixture.session.send(1, "mine", null);
    refuse(peer, RejectCode.ID_CONFLICT);
    outbox(State.FAILED);
    fixture.session.retry(taken);
    SendMessage again = peer.hears(SendMessage.class);
    assertNotEquals(taken, again.commandId());
    assertEquals("mine", again.body());
    String stored = Files.readString(folder.resolve("1.json"));
    assertTrue(stored.contains(again.commandId()), "on the disk before it goes out");
    peer.says(SessionFixture.ack(again, 1));
    outbox();
    assertEquals(List.of(), onDisk());
  }

  @Test
  void whatCannotBeGivenAnotherIdOnTheDiskStaysFailed() throws Exception {
    Peer peer = fixture.live(0);
    String taken = fixture.session.send(1, "mine", null);
    refuse(peer, RejectCode.ID_CONFLICT);
    outbox(State.FAILED);
    Files.createDirectories(folder.resolve("1.tmp").resolve("x"));
    fixture.session.retry(taken);
    outbox(State.FAILED);
    fixture.loop.settle();
    assertTrue(peer.heardNothingMore());
  }

  private void history(String sentAt) {
    String message =
        sentAt.isEmpty()
            ? ""
            : "{\"type\":\"messagePosted\",\"conversation\":1,\"seq\":12,\"sender\":{\"id\":4,\"name\":\"Bob\",\"avatarUrl\":null},"
                + "\"body\":\"hi\",\"sentAt\":\""
                + sentAt
                + "\"}";
    fixture.server.answers(
        "GET /api/conversations/1/messages?around=12&limit=1",
        200,
        "{\"rows\":[" + message + "],\"upto\":57,\"older\":true,\"newer\":false}");
  }

  @Test
  void aRestoredServerDoesNotTurnAWaitingReplyIntoAReplyToAnotherMessage() throws Exception {
    Peer first = fixture.live(41);
    first.cut();
    String id = fixture.session.send(1, "an answer", 12L, SessionFixture.SENT);
    history("2026-11-23T10:00:00Z");
    fixture.passWait();
    Peer restored = fixture.welcomed("e2", 20);
    SendMessage sent = restored.hears(SendMessage.class);
    assertEquals(new SendMessage(sent.id(), 1, id, "an answer", null), sent);
  }

  @Test
  void aReplyThatStillMeansTheSameMessageStaysOneThoughTheServerWasRestored() throws Exception {
    Peer first = fixture.live(41);
    first.cut();
    fixture.session.send(1, "an answer", 12L, SessionFixture.SENT);
    history(SessionFixture.SENT.toString());
    fixture.passWait();
    assertEquals(12L, fixture.welcomed("e2", 20).hears(SendMessage.class).replyTo());
  }

  @Test
  void aReplyFromBeforeARestartOfTheProgramIsLookedAtBeforeItGoesOut() throws Exception {
    fixture.session.send(1, "an answer", 12L, SessionFixture.SENT);
    fixture.session.close();
    fixture.open();
    history("");
    SendMessage sent = fixture.live(20).hears(SendMessage.class);
    assertEquals(null, sent.replyTo());
    assertEquals("an answer", sent.body());
  }
}
