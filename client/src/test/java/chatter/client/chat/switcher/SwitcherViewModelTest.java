package chatter.client.chat.switcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatFixture;
import chatter.client.chat.ChatViewModel;
import chatter.client.chat.FakeSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.shared.api.RoomInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Visibility;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a switcher shows, by what is known and by what the server says.
class SwitcherViewModelTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatViewModel chat = fixture.model();
  private final List<Runnable> due = new ArrayList<>();
  private final SwitcherViewModel switcher = chat.switcher(due::add);

  private void welcome(ConversationInfo... more) {
    List<ConversationInfo> all = new ArrayList<>(List.of(session.lobby()));
    all.addAll(List.of(more));
    session.listener.accept(new SessionEvent.Welcomed(FakeSession.ME, all, 8000));
    switcher.begin();
  }

  private ConversationInfo room(long id) {
    return session.room(id, "Room " + id, 0);
  }

  private List<String> found() {
    return switcher.stateProperty().get().found().stream().map(one -> one.entry().name()).toList();
  }

  private String target() {
    return switcher.stateProperty().get().target().map(SwitcherEntry::name).orElse("");
  }

  /// The pause after the last letter is over.
  private void pauseEnds() {
    due.removeLast().run();
  }

  @Test
  void whereOneWasLastComesFirstAndWhereOneIsLast() {
    welcome(room(2), room(3), FakeSession.direct(4, FakeSession.LENA));
    chat.show(3);
    chat.show(4);
    switcher.begin();
    assertEquals(List.of("Room 3", "Lobby", "Room 2", "Lena Koch"), found());
    assertEquals("Room 3", target());
  }

  @Test
  void whatIsKnownIsFoundAtOnceAndTheServerIsAskedWhenTheHandRests() {
    session.everybody.addAll(List.of(FakeSession.OMAR, FakeSession.LENA));
    session.rooms.rooms.add(
        new RoomInfo(9, "Open mic", "", Visibility.OPEN, false, 12, null, false));
    welcome(room(2));
    session.calls.clear();
    switcher.type("o");
    switcher.type("om");
    assertEquals(List.of("Room 2"), found());
    assertTrue(switcher.stateProperty().get().asking());
    assertTrue(session.calls.stream().noneMatch(call -> call.startsWith("people")));
    due.getFirst().run();
    assertTrue(session.calls.stream().noneMatch(call -> call.startsWith("people")), "too early");
    pauseEnds();
    assertTrue(session.calls.contains("people om null"), session.calls::toString);
    assertTrue(session.rooms.calls.contains("rooms om null"), session.rooms.calls::toString);
    assertEquals(List.of("Omar Malik", "Open mic", "Room 2"), found());
    assertFalse(switcher.stateProperty().get().asking());
  }

  @Test
  void whoHasADirectIsFoundByThat() {
    session.everybody.addAll(List.of(FakeSession.LENA, FakeSession.ME));
    welcome(FakeSession.direct(4, FakeSession.LENA));
    switcher.type("lena");
    pauseEnds();
    assertEquals(List.of("Lena Koch"), found());
    assertTrue(
        switcher.stateProperty().get().target().orElseThrow()
            instanceof SwitcherEntry.Conversation);
    switcher.type("ada");
    pauseEnds();
    assertEquals(List.of(), found(), "nobody writes to himself by his own name");
  }

  @Test
  void whatWasChosenStaysChosenWhenMoreIsFound() {
    session.everybody.add(new AccountInfo(8, "Roo Adams", null, null));
    welcome(room(2), room(3));
    switcher.type("ro");
    assertEquals("Room 2", target());
    switcher.step(1);
    assertEquals("Room 3", target());
    switcher.step(1);
    assertEquals("Room 2", target(), "round");
    switcher.leap(10);
    assertEquals("Room 3", target());
    pauseEnds();
    assertEquals(List.of("Room 2", "Room 3", "Roo Adams"), found());
    assertEquals("Room 3", target());
    switcher.type("roo");
    assertEquals("Room 2", target(), "and the best of what is typed next");
  }

  @Test
  void whyTheServerDoesNotAnswerIsSaidAndWhatIsKnownStays() {
    welcome(room(2));
    session.rooms.failure = Failures.unreachable();
    switcher.type("room");
    pauseEnds();
    assertEquals(List.of("Room 2"), found());
    assertFalse(switcher.stateProperty().get().problem().isEmpty());
    assertFalse(switcher.stateProperty().get().asking());
    session.rooms.failure = null;
    switcher.type("room ");
    assertEquals("", switcher.stateProperty().get().problem());
  }

  @Test
  void anAnswerToWhatIsNotSoughtAnyMoreChangesNothing() {
    session.everybody.add(new AccountInfo(8, "Zoe Adams", null, null));
    welcome(room(2));
    session.hold = true;
    switcher.type("zoe");
    pauseEnds();
    switcher.type("");
    List<String> before = found();
    session.release();
    assertEquals(before, found());
    switcher.type("zo");
    assertEquals(List.of("Zoe Adams"), found(), "but is remembered");
  }

  @Test
  void noMoreAreGivenThanAreRead() {
    ConversationInfo[] many = new ConversationInfo[500];
    for (int i = 0; i < many.length; i++) {
      many[i] = room(i + 2);
    }
    welcome(many);
    assertEquals(SwitcherViewModel.MOST, found().size());
    switcher.type("room");
    assertEquals(SwitcherViewModel.MOST, found().size());
  }
}
