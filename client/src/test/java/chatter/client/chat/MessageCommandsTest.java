package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.net.outbox.OutboxChange;
import chatter.shared.protocol.RejectCode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is done with messages shows at once, waits, and turns back with a reason.
class MessageCommandsTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatViewModel chat = fixture.model();
  private final MessageCommands actions = chat.actions();

  @BeforeEach
  void fill() {
    session.add(FakeSession.LENA, ChatFixture.NINE, "one");
    session.add(FakeSession.ME, ChatFixture.NINE.plusSeconds(9), "two");
    session.readSeq = 2;
    session.welcome();
  }

  private MessageRow row(long seq) {
    return fixture.timeline().rows().stream()
        .filter(row -> row instanceof MessageRow message && message.seq() == seq)
        .map(row -> (MessageRow) row)
        .findFirst()
        .orElseThrow();
  }

  private ChatMessage.Content content(long seq) {
    return row(seq).message().content();
  }

  @Test
  void aReactionShowsAtOnceAndWaits() {
    actions.react(row(1), "👍");
    assertEquals(
        List.of(new ChatMessage.Reaction("👍", 1, true, List.of(1L), true)),
        content(1).reactions());
    assertTrue(row(1).message().waiting());
    session.answerChange(null);
    assertEquals(
        List.of(new ChatMessage.Reaction("👍", 1, true, List.of(1L), false)),
        content(1).reactions());
    assertFalse(row(1).message().waiting());
    actions.react(row(1), "👍");
    assertEquals(List.of(), content(1).reactions());
  }

  @Test
  void aReactionThatIsRefusedTurnsBackWithTheReason() {
    actions.react(row(1), "👍");
    session.answerChange(RejectCode.LIMIT);
    assertEquals(List.of(), content(1).reactions());
    assertEquals("There are as many as there can be.", chat.noticeProperty().get());
  }

  @Test
  void theLastSixReactionsAreOfferedAlsoAfterARestart() {
    actions.react(row(1), "🚀");
    actions.react(row(1), "👍");
    assertEquals(List.of("👍", "🚀", "❤️", "😂", "🎉", "😮"), actions.emoji().quick());
    assertEquals(actions.emoji().quick(), fixture.model().actions().emoji().quick());
  }

  @Test
  void anEditShowsAtOnceAndGivesTheDraftBack() {
    fixture.composer().draftProperty().set("unfinished");
    actions.edit(row(2));
    assertEquals("two", fixture.composer().draftProperty().get());
    fixture.composer().draftProperty().set("two!");
    fixture.composer().send();
    assertEquals("two!", content(2).body());
    assertTrue(row(2).message().waiting());
    assertEquals("two", row(2).message().confirmed().body());
    assertEquals("unfinished", fixture.composer().draftProperty().get());
    session.answerChange(null);
    assertEquals("two!", row(2).message().confirmed().body());
    assertFalse(row(2).message().waiting());
  }

  @Test
  void aRefusedEditKeepsItsText() {
    actions.edit(row(2));
    fixture.composer().draftProperty().set("two!");
    fixture.composer().send();
    session.answerChange(RejectCode.FORBIDDEN);
    assertEquals("two", content(2).body());
    ChatMessage.PendingChange change = row(2).message().change();
    assertEquals(OutboxChange.Kind.EDIT, change.kind());
    assertEquals(RejectCode.FORBIDDEN, change.reason());
    actions.edit(row(2));
    assertEquals("two!", fixture.composer().draftProperty().get());
    actions.discard(row(2));
    assertNull(row(2).message().change());
  }

  @Test
  void escapeLeavesTheMessageAndGivesTheDraftBack() {
    fixture.composer().draftProperty().set("unfinished");
    actions.edit(row(2));
    fixture.composer().draftProperty().set("other");
    chat.takeBack();
    assertEquals("unfinished", fixture.composer().draftProperty().get());
    assertEquals(List.of(), session.outbox);
  }

  @Test
  void anOpenEditAndTheDraftBehindItOutliveTheProgram() {
    fixture.composer().draftProperty().set("unfinished");
    actions.edit(row(2));
    fixture.composer().draftProperty().set("two and a half");
    chat.close();
    ChatViewModel again = fixture.model();
    session.welcome();
    assertEquals(2, fixture.composer().editingProperty().get().message().seq());
    assertEquals("two and a half", fixture.composer().draftProperty().get());
    again.takeBack();
    assertEquals("unfinished", fixture.composer().draftProperty().get());
  }

  @Test
  void upInAnEmptyFieldChangesOnesLastMessage() {
    session.post(FakeSession.LENA, "three");
    assertTrue(actions.editLast());
    assertEquals("two", fixture.composer().draftProperty().get());
    chat.takeBack();
    fixture.composer().draftProperty().set("x");
    assertFalse(actions.editLast());
  }

  @Test
  void aDeletionShowsAtOnceAndCanBeUndone() {
    actions.delete(row(2));
    assertTrue(row(2).message().gone());
    assertEquals(fixture.clock.instant().plusSeconds(5), row(2).message().change().undoUntil());
    actions.undoDelete(row(2));
    assertEquals("two", content(2).body());
    actions.delete(row(2));
    session.answerChange(null);
    assertTrue(row(2).message().confirmed().deleted());
  }

  @Test
  void aPinShowsAtOnce() {
    actions.pin(row(1), true);
    assertTrue(content(1).pinned());
    session.answerChange(RejectCode.LIMIT);
    assertFalse(content(1).pinned());
  }

  @Test
  void onlyOnesOwnMessagesCanBeChanged() {
    assertFalse(actions.mayEdit(row(1)));
    assertFalse(actions.mayDelete(row(1)));
    assertTrue(actions.mayEdit(row(2)));
    assertTrue(actions.mayDelete(row(2)));
    assertTrue(actions.mayReact(row(1)));
    actions.delete(row(2));
    assertFalse(actions.mayEdit(row(2)));
    assertFalse(actions.mayReact(row(2)));
  }

  @Test
  void aChosenNameIsSentAsAMention() {
    fixture.composer().draftProperty().set("hi @Le");
    fixture.composer().completion().caretMoved("hi @Le", 6);
    assertTrue(fixture.composer().completion().isOpen());
    assertEquals("Lena Koch", fixture.composer().completion().candidates().getFirst().name());
    var insertion = fixture.composer().completion().accept(0);
    assertEquals("@Lena Koch ", insertion.text());
    fixture.composer().draftProperty().set("hi @Lena Koch look");
    fixture.composer().send();
    assertEquals("hi <@4> look", session.outbox.getLast().body());
  }

  @Test
  void fromHereUnreadIsAskedOfTheServer() {
    actions.markUnreadFrom(row(1));
    assertTrue(
        session.rooms.calls.contains(
            "mine 1 ChangeMineRequest[starred=null, level=null, unreadFrom=1]"),
        session.rooms.calls::toString);
  }
}
