package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.Notifier;
import chatter.client.prefs.PreferencesFile;
import chatter.client.settings.CurrentPreferences;
import chatter.client.system.notification.SessionBus;
import chatter.client.system.notification.SystemNotifications;
import chatter.shared.notification.NotificationBoard;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the chat to a desktop's notification, and back.
@Tag("story")
class NotificationCenterTest {
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger called = new AtomicInteger();
  private final AtomicInteger calmed = new AtomicInteger();
  private boolean sends = true;
  private SessionBus bus;
  private SessionBus.Desktop desktop;
  private NotificationCenter center;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    bus = SessionBus.start(folder);
    desktop = bus.desktop("body", "actions", "inline-reply");
    center =
        new NotificationCenter(
            new CurrentPreferences(new PreferencesFile(folder)),
            Runnable::run,
            actions -> {
              made.incrementAndGet();
              return SystemNotifications.onBus(
                  bus::address,
                  new SystemNotifications.Words("Chatter", "Open", "Mark as read", "Reply"),
                  actions);
            },
            called::incrementAndGet,
            calmed::incrementAndGet);
    center.setChat(
        new NotificationCenter.Chat() {
          @Override
          public void open(Notifier.Note note) {
            done.add("open " + note.conversation() + " at " + note.seq());
          }

          @Override
          public boolean reply(long conversation, String text) {
            done.add("reply in " + conversation + ": " + text);
            return sends;
          }

          @Override
          public void markRead(Notifier.Note note) {
            done.add("read " + note.conversation() + " up to " + note.seq());
          }

          @Override
          public void dismiss(Notifier.Note note) {
            done.add("dismissed " + note.key() + " at " + note.seq());
          }
        });
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
    bus.close();
  }

  @Test
  void whatIsDoneWithANotificationComesToTheChat() throws Exception {
    center.show(new Notifier.Note(5, 5, 42, "Lobby", "Ana: Hello"), false);
    SessionBus.Note shown = desktop.awaitShown();
    assertEquals("Lobby", shown.summary());
    assertEquals("Ana: Hello", shown.body());
    desktop.choose(shown.id(), "default");
    assertEquals("open 5 at 42", done.poll(20, TimeUnit.SECONDS));
    desktop.reply(shown.id(), "Yes");
    assertEquals("reply in 5: Yes", done.poll(20, TimeUnit.SECONDS));
    assertEquals("read 5 up to 42", done.poll(20, TimeUnit.SECONDS));
    desktop.choose(shown.id(), "mark-read");
    assertEquals("read 5 up to 42", done.poll(20, TimeUnit.SECONDS));
    center.withdraw(5);
    assertEquals(shown.id(), desktop.awaitWithdrawn());
  }

  @Test
  void aReplyIsNotLostWithItsNotificationAndWhatIsNotSentMarksNothingAsRead() throws Exception {
    center.show(new Notifier.Note(5, 5, 42, "Lobby", "Ana: Hello"), false);
    long id = desktop.awaitShown().id();
    sends = false;
    desktop.reply(id, "Too long");
    assertEquals("reply in 5: Too long", done.poll(20, TimeUnit.SECONDS));
    center.withdraw(5);
    assertEquals(id, desktop.awaitWithdrawn());
    desktop.reply(id, "Late");
    assertEquals("reply in 5: Late", done.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void oneThatSomebodyTakesAwayIsGoneForTheChat() throws Exception {
    center.show(new Notifier.Note(5, 5, 42, "Lobby", "Ana: Hello"), false);
    desktop.expire(desktop.awaitShown().id());
    assertEquals("dismissed 5 at 42", done.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void theOneOfSeveralConversationsLeadsToTheLastAndTakesNoReply() throws Exception {
    center.show(
        new Notifier.Note(NotificationBoard.EVERYWHERE, 7, 3, "Chatter", "2 new messages"), false);
    SessionBus.Note shown = desktop.awaitShown();
    assertTrue(!shown.actions().contains("inline-reply"));
    desktop.choose(shown.id(), "default");
    assertEquals("open 7 at 3", done.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void somebodyIsCalledForWhatIsNewAndNotForOtherWordsOfIt() {
    center.show(new Notifier.Note(5, 5, 42, "Lobby", "Ana: Helo"), false);
    assertEquals(1, called.get());
    center.show(new Notifier.Note(5, 5, 42, "Lobby", "Ana: Hello"), false);
    assertEquals(1, called.get());
    center.show(new Notifier.Note(5, 5, 43, "Lobby", "Ana: You?"), false);
    assertEquals(2, called.get());
  }

  @Test
  void nobodyIsCalledAnyMoreWhenTheLastWasReadElsewhere() {
    center.show(new Notifier.Note(5, 5, 42, "Lobby", "Ana: Hello"), false);
    center.show(new Notifier.Note(6, 6, 7, "Team", "Omar: Hello"), false);
    center.withdraw(5);
    assertEquals(0, calmed.get());
    center.withdraw(6);
    assertEquals(1, calmed.get());
  }

  @Test
  void nothingOfTheComputersIsLoadedBeforeTheFirst() {
    center.withdraw(5);
    assertEquals(0, made.get());
    center.show(new Notifier.Note(5, 5, 42, "Lobby", "Ana: Hello"), false);
    center.show(new Notifier.Note(5, 5, 43, "Lobby", "Ana: You?"), false);
    assertEquals(1, made.get());
  }
}
