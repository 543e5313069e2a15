package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.prefs.NotificationPreferences;
import chatter.shared.notification.DoNotDisturb;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is brought to notice, without a window. Which messages are, `notifications.json` says.
class NotifierTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatViewModel chat = fixture.model();
  private final List<String> shown = new ArrayList<>();
  private long led;
  private NotificationPreferences preferences = NotificationPreferences.USUAL;

  @BeforeEach
  void begin() {
    session.welcome();
    chat.on(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    chat.setActive(false);
    chat.setDisplay(display());
  }

  private Notifier.Display display() {
    return new Notifier.Display() {
      @Override
      public NotificationPreferences preferences() {
        return preferences;
      }

      @Override
      public void show(Notifier.Note note, boolean sound) {
        shown.add(note.title() + " | " + note.body() + (sound ? " !" : ""));
        led = note.seq();
      }

      @Override
      public void withdraw(long key) {
        shown.add("-" + key);
      }
    };
  }

  private void post(AccountInfo sender, String body) {
    session.post(sender, body);
  }

  private long lastSeq() {
    return session.stored.getLast().seq();
  }

  @Test
  void whereWhoAndWhat() {
    post(FakeSession.LENA, "**Hello** there");
    assertEquals(List.of("Lobby | Lena Koch: Hello there !"), shown);
  }

  @Test
  void inADirectOfTwoTheTextAlone() {
    chat.on(new SessionEvent.ConversationAdded(FakeSession.direct(7, FakeSession.LENA)));
    session.comes(
        new ServerEvent.MessagePosted(
            7, 1, FakeSession.LENA, "Just you", fixture.clock.instant(), null, null));
    assertEquals(List.of("Lena Koch | Just you !"), shown);
  }

  @Test
  void theTextIsHiddenAndTheSoundOffIfTheyAreToBe() {
    preferences = new NotificationPreferences(true, false, false);
    post(FakeSession.LENA, "Hello");
    assertEquals(List.of("Lobby | New message"), shown);
  }

  @Test
  void manyAreTheirNumber() {
    for (int i = 0; i < 4; i++) {
      post(FakeSession.LENA, "Hello");
    }
    assertEquals("Lobby | 4 new messages in Lobby", shown.getLast());
  }

  @Test
  void nothingThatOneSeesWroteOrIsNotToBeDisturbedBy() {
    chat.setActive(true);
    post(FakeSession.LENA, "Hello");
    chat.setActive(false);
    post(FakeSession.ME, "Hello");
    chat.on(
        new SessionEvent.NotificationsChanged(
            NotificationSettings.USUAL.withDoNotDisturb(DoNotDisturb.ALWAYS)));
    post(FakeSession.LENA, "Hello");
    preferences = preferences.withOn(false);
    chat.on(new SessionEvent.NotificationsChanged(NotificationSettings.USUAL));
    post(FakeSession.LENA, "Hello");
    assertEquals(List.of(), shown);
  }

  @Test
  void itGoesWhenItIsReadElsewhereMutedOrLookedAt() {
    post(FakeSession.LENA, "one");
    chat.on(new SessionEvent.ReadMoved(1, FakeSession.ME.id(), lastSeq()));
    assertEquals("-1", shown.getLast());
    post(FakeSession.LENA, "two");
    chat.on(new SessionEvent.MineChanged(1, false, Level.NOTHING, lastSeq() - 1, 1, 0, false));
    assertEquals("-1", shown.getLast());
    chat.on(new SessionEvent.MineChanged(1, false, Level.ALL, lastSeq() - 1, 1, 0, false));
    post(FakeSession.LENA, "three");
    assertEquals("Lobby | Lena Koch: three !", shown.getLast());
    chat.setActive(true);
    assertEquals("-1", shown.getLast());
  }

  @Test
  void aDeletedMessageTakesItAway() {
    post(FakeSession.LENA, "one");
    session.comes(
        new ServerEvent.MessageDeleted(
            1, lastSeq() + 1, FakeSession.LENA, fixture.clock.instant(), lastSeq()));
    assertEquals("-1", shown.getLast());
  }

  @Test
  void oneThatWasTakenAwayDoesNotComeBack() {
    post(FakeSession.LENA, "one");
    post(FakeSession.LENA, "two");
    chat.notificationDone(1);
    int before = shown.size();
    session.comes(
        new ServerEvent.MessageDeleted(
            1, lastSeq() + 1, FakeSession.LENA, fixture.clock.instant(), lastSeq()));
    assertEquals(before, shown.size());
  }

  @Test
  void whatAnEditedMessageSaysNowIsShownSilently() {
    post(FakeSession.LENA, "coffee?");
    edited(lastSeq(), "tea?");
    assertEquals("Lobby | Lena Koch: tea?", shown.getLast());
    chat.notificationDone(1);
    edited(lastSeq(), "juice?");
    assertEquals("-1", shown.getLast());
  }

  private void edited(long message, String body) {
    chat.on(
        new SessionEvent.EntryApplied(
            new ServerEvent.MessageEdited(
                1,
                message + 1,
                FakeSession.LENA,
                fixture.clock.instant(),
                message,
                body,
                List.of()),
            true));
  }

  @Test
  void anEditOfAMessageThatWasReadStaysAndLeadsToIt() {
    post(FakeSession.LENA, "one");
    long message = lastSeq();
    chat.markRead(1, message);
    chat.on(
        new SessionEvent.EntryApplied(
            new ServerEvent.MessageEdited(
                1,
                message + 1,
                FakeSession.LENA,
                fixture.clock.instant(),
                message,
                "now you",
                List.of(FakeSession.ME.id())),
            true));
    assertEquals("Lobby | Lena Koch: now you ! at " + message, shown.getLast() + " at " + led);
    session.comes(
        new ServerEvent.MessageDeleted(
            1, message + 2, FakeSession.LENA, fixture.clock.instant(), message));
    assertEquals("-1", shown.getLast());
  }

  @Test
  void afterAnAbsenceOneTellsOfAll() {
    chat.on(new SessionEvent.ConversationAdded(FakeSession.direct(7, FakeSession.LENA)));
    chat.on(new SessionEvent.ConnectionChanged(ConnectionState.CATCHING_UP, null));
    long seq = lastSeqOrNone();
    missed(1, seq + 1, "one");
    missed(1, seq + 2, "two");
    missed(7, 1, "three");
    chat.on(new SessionEvent.ReadMoved(1, FakeSession.ME.id(), seq + 1));
    assertEquals(List.of(), shown);
    chat.on(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    assertEquals(List.of("Chatter | 2 new messages in 2 conversations !"), shown);
    chat.on(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    assertEquals(1, shown.size());
  }

  @Test
  void whatFillsAGapIsToldAtOnce() {
    missed(1, lastSeqOrNone() + 1, "late");
    assertEquals(List.of("Lobby | Lena Koch: late !"), shown);
  }

  @Test
  void whatWasMissedBeforeTheStartIsToldToWhoDoesNotLookAtTheProgram() {
    assertEquals(0, toldAtTheStart(true));
    assertEquals(1, toldAtTheStart(false));
  }

  private int toldAtTheStart(boolean looks) {
    ChatFixture other = new ChatFixture();
    ChatViewModel started = other.model();
    started.setDisplay(display());
    started.setActive(looks);
    other.session.welcome();
    started.on(new SessionEvent.ConversationAdded(FakeSession.direct(7, FakeSession.LENA)));
    shown.clear();
    started.on(
        new SessionEvent.EntryApplied(
            new ServerEvent.MessagePosted(
                7, 1, FakeSession.LENA, "Hello", other.clock.instant(), null, null),
            false));
    started.on(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    return shown.size();
  }

  private long lastSeqOrNone() {
    return session.stored.isEmpty() ? 0 : lastSeq();
  }

  private void missed(long conversation, long seq, String body) {
    chat.on(
        new SessionEvent.EntryApplied(
            new ServerEvent.MessagePosted(
                conversation, seq, FakeSession.LENA, body, fixture.clock.instant(), null, null),
            false));
  }

  @Test
  void aReplyThatCannotBeSentWaitsInTheField() {
    post(FakeSession.LENA, "one");
    String tooLong = "x".repeat(8001);
    assertFalse(chat.reply(1, tooLong));
    assertEquals(tooLong, chat.openProperty().get().composer().draftProperty().get());
    assertEquals(
        "Your reply is longer than a message may be. It waits in the field of Lobby.",
        chat.noticeProperty().get());
    chat.openProperty().get().composer().draftProperty().set("begun");
    session.diskFull = true;
    assertFalse(chat.reply(1, "On my way"));
    assertEquals("begun\nOn my way", fixture.drafts.get(1L));
    chat.on(new SessionEvent.ConversationAdded(FakeSession.direct(7, FakeSession.LENA)));
    assertFalse(chat.reply(7, "Later"));
    assertEquals("Later", fixture.drafts.get(7L));
    session.diskFull = false;
    assertFalse(chat.reply(7, " \ufeff"));
    assertEquals(List.of(), session.outbox);
    assertEquals(0, session.readSeq);
  }

  @Test
  void aReplyGoesOutAndWhatIsMarkedIsRead() {
    post(FakeSession.LENA, "one");
    chat.reply(1, " On my way ");
    assertEquals("On my way", session.outbox.getLast().body());
    chat.markRead(1, lastSeq());
    assertEquals("-1", shown.getLast());
    assertEquals(lastSeq(), session.readSeq);
  }
}
