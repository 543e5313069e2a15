package chatter.client.net.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.Peer;
import chatter.client.net.SessionEvent.ChangeRefused;
import chatter.client.net.SessionEvent.ChangeSent;
import chatter.client.net.SessionEvent.MessageSent;
import chatter.client.net.SessionEvent.OutboxChanged;
import chatter.client.net.SessionFixture;
import chatter.client.net.outbox.OutboxEntry.State;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes of messages on their way.
class OutboxChangeTest {
  private static final MessageRef TWELVE = MessageRef.stored(12, SessionFixture.SENT);

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

  private static ServerEvent.Ack ack(ClientCommand.Durable command, long seq) {
    return new ServerEvent.Ack(
        command.id(), command.conversation(), command.commandId(), seq, SessionFixture.SENT, false);
  }

  private OutboxChanged outbox(State... states) throws InterruptedException {
    return fixture.events.next(
        OutboxChanged.class,
        event -> event.entries().stream().map(OutboxEntry::state).toList().equals(List.of(states)));
  }

  private void history(String sentAt) {
    fixture.server.answers(
        "GET /api/conversations/1/messages?around=12&limit=1",
        200,
        "{\"rows\":[{\"type\":\"messagePosted\",\"conversation\":1,\"seq\":12,\"sender\":"
            + "{\"id\":4,\"name\":\"Bob\",\"avatarUrl\":null},\"body\":\"hi\",\"sentAt\":\""
            + sentAt
            + "\"}],\"upto\":57,\"older\":true,\"newer\":false}");
  }

  @Test
  void everythingGoesOutInTheOrderInWhichItWasMadeOneAtATime() throws Exception {
    Peer peer = fixture.live(41);
    fixture.session.send(1, "one", null);
    fixture.session.react(1, TWELVE, "👍", true);
    fixture.session.edit(1, TWELVE, "better");
    fixture.session.pin(1, TWELVE, true);
    SendMessage one = peer.hears(SendMessage.class);
    fixture.loop.settle();
    assertTrue(peer.heardNothingMore());
    peer.says(ack(one, 42));
    React react = peer.hears(React.class);
    assertEquals(new React(react.id(), 1, react.commandId(), 12, "👍", true), react);
    peer.says(ack(react, 43));
    assertEquals(43, fixture.events.next(ChangeSent.class).seq());
    EditMessage edit = peer.hears(EditMessage.class);
    assertEquals(new EditMessage(edit.id(), 1, edit.commandId(), 12, "better"), edit);
    peer.says(ack(edit, 44));
    PinMessage pin = peer.hears(PinMessage.class);
    assertEquals(new PinMessage(pin.id(), 1, pin.commandId(), 12, true), pin);
    peer.says(
        new ServerEvent.Ack(pin.id(), 1L, pin.commandId(), 44L, SessionFixture.SENT, false, false));
    assertEquals(12, fixture.events.next(ChangeSent.class).change().change().message());
    outbox();
  }

  @Test
  void aChangeOutlivesTheProgramAndKeepsItsId() throws Exception {
    fixture.session.react(1, TWELVE, "👍", true);
    String id = fixture.events.next(OutboxChanged.class).entries().getFirst().commandId();
    fixture.session.close();
    history(SessionFixture.SENT.toString());
    fixture.open();
    React react = fixture.live(41).hears(React.class);
    assertEquals(new React(react.id(), 1, id, 12, "👍", true), react);
  }

  @Test
  void whatIsDoneToNumbersOfNowIsKnownToBeAsSoonAsItCanBeSent() throws Exception {
    Outbox outbox = Outbox.open(folder.resolve("other"));
    Instant now = SessionFixture.SENT;
    String before = outbox.react(1, TWELVE, "👍", true, now);
    outbox.welcomed();
    String after = outbox.react(1, TWELVE, "🎉", true, now);
    assertFalse(outbox.isChecked(before));
    assertTrue(outbox.isChecked(after));
    outbox.restored();
    assertFalse(outbox.isChecked(after));
  }

  @Test
  void aRestoredServerDoesNotTurnAChangeIntoOneOfAnotherMessage() throws Exception {
    fixture.session.react(1, TWELVE, "👍", true);
    fixture.session.edit(1, TWELVE, "better");
    fixture.session.close();
    history("2026-11-23T10:00:00Z");
    fixture.open();
    Peer peer = fixture.live(41);
    assertEquals(RejectCode.NOT_FOUND, fixture.events.next(ChangeRefused.class).reason());
    OutboxChanged left = outbox(State.FAILED);
    assertEquals("better", left.entries().getFirst().body());
    assertTrue(peer.heardNothingMore());
  }

  @Test
  void anEditOfAMessageThatWasNeverSentChangesItWhereItWaits() throws Exception {
    String id = fixture.session.send(1, "helo", null);
    fixture.session.edit(1, MessageRef.waiting(id), "hello");
    fixture.session.edit(1, MessageRef.waiting(id), "hello!");
    assertEquals(1, fixture.session.unsent());
    assertTrue(Files.readString(folder.resolve("1.json")).contains("hello!"));
    SendMessage sent = fixture.live(0).hears(SendMessage.class);
    assertEquals(new SendMessage(sent.id(), 1, id, "hello!", null), sent);
  }

  @Test
  void anEditOfOneThatMayHaveArrivedGoesOutAfterItByItsNumber() throws Exception {
    Peer peer = fixture.live(41);
    String id = fixture.session.send(1, "helo", null);
    SendMessage sent = peer.hears(SendMessage.class);
    fixture.session.edit(1, MessageRef.waiting(id), "hello");
    fixture.session.react(1, MessageRef.waiting(id), "👍", true);
    fixture.loop.settle();
    assertTrue(peer.heardNothingMore());
    peer.says(ack(sent, 42));
    EditMessage edit = peer.hears(EditMessage.class);
    assertEquals(new EditMessage(edit.id(), 1, edit.commandId(), 42, "hello"), edit);
    peer.says(ack(edit, 43));
    assertEquals(42, peer.hears(React.class).message());
  }

  @Test
  void soItIsAfterARestart() throws Exception {
    String id = fixture.session.send(1, "helo", null);
    fixture.session.close();
    fixture.open();
    fixture.session.edit(1, MessageRef.waiting(id), "hello");
    fixture.session.close();
    fixture.open();
    Peer peer = fixture.live(41);
    SendMessage sent = peer.hears(SendMessage.class);
    assertEquals("helo", sent.body());
    peer.says(ack(sent, 42));
    EditMessage edit = peer.hears(EditMessage.class);
    assertEquals(new EditMessage(edit.id(), 1, edit.commandId(), 42, "hello"), edit);
  }

  @Test
  void whoeverMeansAMessageThatWasStoredJustNowMeansItsNumber() throws Exception {
    Peer peer = fixture.live(41);
    String id = fixture.session.send(1, "hello", null);
    peer.says(ack(peer.hears(SendMessage.class), 42));
    fixture.events.next(MessageSent.class);
    fixture.session.react(1, MessageRef.waiting(id), "👍", true);
    assertEquals(42, peer.hears(React.class).message());
  }

  @Test
  void aChangeOfAMessageThatWasRefusedWaitsUntilThatIsStored() throws Exception {
    Peer peer = fixture.live(41);
    String id = fixture.session.send(1, "hello", null);
    SendMessage sent = peer.hears(SendMessage.class);
    fixture.session.react(1, MessageRef.waiting(id), "👍", true);
    peer.says(new ServerEvent.Rejected(sent.id(), RejectCode.FORBIDDEN, "no", false, null));
    outbox(State.FAILED, State.WAITING);
    fixture.loop.settle();
    assertTrue(peer.heardNothingMore());
    fixture.session.retry(id);
    peer.says(ack(peer.hears(SendMessage.class), 42));
    assertEquals(42, peer.hears(React.class).message());
  }

  @Test
  void deletingAMessageThatWasNeverSentTakesItOutWithWhatWasToHappenToIt() throws Exception {
    String id = fixture.session.send(1, "oops", null);
    fixture.session.react(1, MessageRef.waiting(id), "👍", true);
    fixture.session.delete(1, MessageRef.waiting(id));
    assertEquals(0, fixture.session.unsent());
    Peer peer = fixture.live(0);
    fixture.loop.settle();
    assertTrue(peer.heardNothingMore());
  }

  @Test
  void aDeletionWaitsFiveSecondsOnTheDiskAndLetsOthersPass() throws Exception {
    Peer peer = fixture.live(41);
    fixture.session.delete(1, TWELVE);
    fixture.session.send(1, "next", null);
    assertTrue(Files.exists(folder.resolve("1.json")));
    peer.says(ack(peer.hears(SendMessage.class), 42));
    fixture.events.next(MessageSent.class);
    fixture.loop.advance(Duration.ofMillis(4_900));
    assertTrue(peer.heardNothingMore());
    fixture.loop.advance(Duration.ofMillis(200));
    DeleteMessage delete = peer.hears(DeleteMessage.class);
    assertEquals(new DeleteMessage(delete.id(), 1, delete.commandId(), 12), delete);
  }

  @Test
  void aDeletionThatIsTakenBackIsNotSent() throws Exception {
    Peer peer = fixture.live(41);
    fixture.session.delete(1, TWELVE);
    fixture.session.discard(outbox(State.WAITING).entries().getFirst().commandId());
    outbox();
    fixture.loop.advance(Duration.ofSeconds(6));
    assertTrue(peer.heardNothingMore());
  }

  @Test
  void aReactionTakenOffBeforeItWentOutIsNoneAtAll() throws Exception {
    fixture.session.react(1, TWELVE, "👍", true);
    fixture.session.react(1, TWELVE, "🎉", true);
    fixture.session.react(1, TWELVE, "👍", false);
    history(SessionFixture.SENT.toString());
    assertEquals("🎉", fixture.live(41).hears(React.class).emoji());
  }

  @Test
  void whatIsRefusedTurnsBackAndWhatWasWrittenStays() throws Exception {
    Peer peer = fixture.live(41);
    fixture.session.react(1, TWELVE, "👍", true);
    fixture.session.edit(1, TWELVE, "better");
    peer.says(
        new ServerEvent.Rejected(
            peer.hears(React.class).id(), RejectCode.LIMIT, "no", false, null));
    assertEquals(RejectCode.LIMIT, fixture.events.next(ChangeRefused.class).reason());
    peer.says(
        new ServerEvent.Rejected(
            peer.hears(EditMessage.class).id(), RejectCode.FORBIDDEN, "no", false, null));
    OutboxEntry edit = fixture.events.next(ChangeRefused.class).change();
    assertEquals("better", outbox(State.FAILED).entries().getFirst().body());
    fixture.session.retry(edit.commandId());
    assertEquals("better", peer.hears(EditMessage.class).body());
  }

  @Test
  void filesOfEarlierVersionsAreRead() throws Exception {
    fixture.session.close();
    Files.writeString(
        folder.resolve("1.json"),
        "{\"conversation\":1,\"clientMessageId\":\"0b9f2f6e-58b0-4c53-9f3c-0f4d3f5a6b7c\","
            + "\"body\":\"old\",\"replyTo\":null,\"createdAt\":\"2026-11-23T08:00:00Z\","
            + "\"failed\":null}");
    fixture.open();
    SendMessage sent = fixture.live(0).hears(SendMessage.class);
    assertEquals("0b9f2f6e-58b0-4c53-9f3c-0f4d3f5a6b7c", sent.commandId());
    assertEquals("old", sent.body());
  }
}
