package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.room.NewRoomViewModel;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.ConversationSummary.Badge;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.chat.timeline.TimelineRow;
import chatter.client.chat.timeline.TimelineViewModel;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Going from one conversation to another, and how those are listed that are not open.
class ManyConversationsTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatViewModel chat = fixture.model();

  private void welcome(ConversationInfo... more) {
    List<ConversationInfo> all = new ArrayList<>(List.of(session.lobby()));
    all.addAll(List.of(more));
    session.listener.accept(new SessionEvent.Welcomed(FakeSession.ME, all, 8000));
  }

  private ConversationInfo room(long id) {
    return session.room(id, "Room " + id, 0);
  }

  private void post(long conversation, long seq, String body, Long... mentions) {
    session.comes(
        new MessagePosted(
            conversation,
            seq,
            FakeSession.LENA,
            body,
            Instant.parse("2026-11-23T10:00:00Z").plusSeconds(seq * 60 + conversation),
            null,
            null,
            List.of(mentions),
            null,
            null,
            null,
            null));
  }

  private ConversationSummary summary(long id) {
    return chat.sidebar().conversations().stream()
        .filter(one -> one.id() == id)
        .findFirst()
        .orElseThrow();
  }

  private List<Long> listed() {
    return chat.sidebar().conversations().stream().map(ConversationSummary::id).toList();
  }

  private void mine(long id, boolean starred, Level level, long readSeq, int unread) {
    session.listener.accept(
        new SessionEvent.MineChanged(id, starred, level, readSeq, unread, 0, null));
  }

  @Test
  void theNewestStandsFirstInItsSection() {
    welcome(room(2), room(3), FakeSession.direct(4, FakeSession.LENA));
    post(3, 1, "three");
    post(2, 1, "two");
    post(3, 2, "three again");
    assertEquals(List.of(3L, 2L, 1L, 4L), listed());
    mine(2, true, Level.AUTO, 0, 1);
    assertEquals(List.of(2L, 3L, 1L, 4L), listed());
  }

  @Test
  void whatIsNewInOthersIsCounted() {
    welcome(room(2), room(3), FakeSession.direct(4, FakeSession.LENA));
    post(2, 1, "hi");
    post(2, 2, "hi <@1>", 1L);
    assertEquals(2, summary(2).unread());
    assertEquals(1, summary(2).mentions());
    assertEquals(Badge.MENTIONS, summary(2).badge());
    assertEquals("Lena: hi @Ada Brandt", summary(2).preview());
    post(4, 1, "psst");
    assertEquals(Badge.COUNT, summary(4).badge());
    assertEquals("psst", summary(4).preview());
    assertEquals("Lena Koch", summary(4).title());
    mine(2, false, Level.NOTHING, 0, 2);
    assertEquals(Badge.PALE, summary(2).badge());
    mine(2, false, Level.MENTIONS, 0, 2);
    assertEquals(Badge.DOT, summary(2).badge());
  }

  @Test
  void goingBackToAConversationShowsItAsItWasWithoutAsking() {
    fixture.fill(5);
    welcome(room(2));
    OpenConversation lobby = chat.openProperty().get();
    chat.show(2);
    assertEquals(2, chat.openProperty().get().id());
    session.calls.clear();
    post(1, 6, "meanwhile");
    chat.show(1);
    assertSame(lobby, chat.openProperty().get());
    assertEquals(6, lobby.timeline().newest().seq());
    assertTrue(session.calls.stream().noneMatch(call -> call.startsWith("history")));
  }

  @Test
  void onlyTheLastEightAreHeld() {
    List<ConversationInfo> rooms = new ArrayList<>();
    for (long id = 2; id <= 12; id++) {
      rooms.add(room(id));
    }
    welcome(rooms.toArray(ConversationInfo[]::new));
    OpenConversation lobby = chat.openProperty().get();
    chat.show(2);
    OpenConversation second = chat.openProperty().get();
    for (long id = 3; id <= 9; id++) {
      chat.show(id);
    }
    chat.show(2);
    assertSame(second, chat.openProperty().get(), "held");
    chat.show(1);
    assertNotSame(lobby, chat.openProperty().get(), "let go");
  }

  @Test
  void whatIsLetGoIsFreed() {
    List<ConversationInfo> rooms = new ArrayList<>();
    for (long id = 2; id <= 50; id++) {
      rooms.add(room(id));
    }
    welcome(rooms.toArray(ConversationInfo[]::new));
    List<WeakReference<TimelineViewModel>> opened = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      chat.show(1 + i % 50);
      opened.add(new WeakReference<>(fixture.timeline()));
    }
    long held = Long.MAX_VALUE;
    for (int i = 0; i < 20 && held > 8; i++) {
      System.gc();
      held = opened.stream().map(WeakReference::get).filter(Objects::nonNull).distinct().count();
    }
    assertEquals(8, held);
  }

  @Test
  void draftsAreKeptForEach() {
    welcome(room(2));
    fixture.composer().draftProperty().set("for the lobby");
    chat.show(2);
    assertEquals("", fixture.composer().draftProperty().get());
    assertEquals("Draft: for the lobby", summary(1).preview());
    assertTrue(summary(1).draft());
    chat.show(1);
    assertEquals("for the lobby", fixture.composer().draftProperty().get());
    assertFalse(summary(1).draft());
  }

  @Test
  void whoIsTakenOutOfTheRoomOnTheScreenIsToldAndSeesAnother() {
    welcome(room(2));
    chat.show(2);
    session.listener.accept(new SessionEvent.ConversationRemoved(2));
    assertEquals(1, chat.openProperty().get().id());
    assertEquals("You are no longer in Room 2.", chat.noticeProperty().get());
    assertEquals(List.of(1L), listed());
  }

  @Test
  void aRoomThatWasJoinedIsShownOnceTheServerTellsOfIt() {
    welcome();
    chat.rooms().join(5);
    assertTrue(session.rooms.calls.contains("addMembers 5 [1]"));
    assertEquals(1, chat.openProperty().get().id());
    session.listener.accept(new SessionEvent.ConversationAdded(room(5)));
    assertEquals(5, chat.openProperty().get().id());
  }

  @Test
  void aRoomThatWasMadeIsShown() {
    welcome();
    session.rooms.answer = room(7);
    NewRoomViewModel form = chat.rooms().newRoom();
    form.make(() -> {});
    assertEquals("Enter a name for the room.", form.title().errorProperty().get());
    form.title().textProperty().set(" Field team ");
    form.openProperty().set(false);
    form.chosen().add(FakeSession.LENA);
    form.make(() -> {});
    assertTrue(session.rooms.calls.contains("makeRoom Field team  PRIVATE [4]"));
    assertEquals(7, chat.openProperty().get().id());
  }

  @Test
  void aTitleThatIsTakenIsSaidAtTheField() {
    welcome();
    session.rooms.failure = Failures.refused("title_taken", "title");
    NewRoomViewModel form = chat.rooms().newRoom();
    form.title().textProperty().set("Lobby");
    form.make(() -> {});
    assertFalse(form.title().errorProperty().get().isEmpty());
    assertEquals("", form.errorProperty().get());
  }

  @Test
  void altDownGoesOnAndWithShiftToWhatIsNew() {
    welcome(room(2), room(3), room(4));
    post(4, 1, "a");
    post(3, 1, "b");
    post(2, 1, "c");
    long second = listed().get(listed().indexOf(1L) - 1);
    chat.showNext(true, false);
    assertEquals(second, chat.openProperty().get().id());
    chat.markRead(3);
    chat.markRead(second);
    chat.show(1);
    chat.showNext(false, true);
    assertTrue(List.of(2L, 4L).contains(chat.openProperty().get().id()));
  }

  @Test
  void aMarkThatWentBackPutsTheLineThere() {
    fixture.fill(5, FakeSession.LENA);
    welcome();
    mine(1, false, Level.AUTO, 2, 3);
    assertEquals(3, summary(1).unread());
    assertTrue(
        fixture.timeline().rows().stream().anyMatch(row -> row instanceof TimelineRow.Unread));
  }

  @Test
  void noticesChangeWhatTheRoomIsCalledAndAreOneLine() {
    welcome(room(2));
    chat.show(2);
    Instant at = Instant.parse("2026-11-23T10:00:00Z");
    session.comes(
        new ServerEvent.MembersChanged(
            2, 1, FakeSession.LENA, at, List.of(FakeSession.LENA, FakeSession.ME), List.of()));
    session.comes(
        new ServerEvent.MembersChanged(
            2, 2, FakeSession.OMAR, at, List.of(FakeSession.OMAR), List.of()));
    session.comes(
        new ServerEvent.ConversationChanged(
            2, 3, FakeSession.LENA, at, "Field team", null, null, null));
    assertEquals("Field team", chat.openProperty().get().title());
    List<String> notices =
        fixture.timeline().rows().stream()
            .filter(row -> row instanceof TimelineRow.Notice)
            .map(row -> (TimelineRow.Notice) row)
            .map(notice -> notice.text() + " +" + notice.more())
            .toList();
    assertEquals(1, notices.size());
    assertTrue(notices.getFirst().endsWith("made this room +2"), notices::getFirst);
  }

  @Test
  void whoIsMadeHostMayChangeTheRoom() {
    welcome(room(2));
    assertFalse(chat.rooms().settings(2).mayChange());
    session.listener.accept(new SessionEvent.MineChanged(2, false, Level.AUTO, 0, 0, 0, true));
    assertTrue(chat.rooms().settings(2).mayChange());
    mine(2, true, Level.AUTO, 0, 0);
    assertTrue(chat.rooms().settings(2).mayChange());
  }

  @Test
  void aMentionGoesByTodaysName() {
    session.add(FakeSession.LENA, ChatFixture.NINE, "hi <@3>");
    session.readSeq = 1;
    welcome();
    session.listener.accept(new SessionEvent.AccountChanged(FakeSession.OMAR));
    assertEquals("hi @Omar Malik", text());
    session.listener.accept(
        new SessionEvent.AccountChanged(new AccountInfo(3, "Omar M.", null, null)));
    assertEquals("hi @Omar M.", text());
  }

  private String text() {
    return fixture.timeline().rows().stream()
        .filter(MessageRow.class::isInstance)
        .map(row -> ((MessageRow) row).text())
        .findFirst()
        .orElseThrow();
  }
}
