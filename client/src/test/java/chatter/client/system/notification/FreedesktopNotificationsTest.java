package chatter.client.system.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real bus, with a desktop of the test's own.
@Tag("story")
class FreedesktopNotificationsTest {
  private static final SystemNotifications.Words WORDS =
      new SystemNotifications.Words("Chatter", "Open", "Mark as read", "Reply");

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private SessionBus bus;
  private SystemNotifications notifications;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    bus = SessionBus.start(folder);
    notifications =
        new FreedesktopNotifications(
            bus::address,
            WORDS,
            new NotificationActions() {
              @Override
              public void open(long conversation, long seq) {
                done.add("open " + conversation + " at " + seq);
              }

              @Override
              public void reply(long conversation, String text) {
                done.add("reply in " + conversation + ": " + text);
              }

              @Override
              public void markRead(long conversation, long seq) {
                done.add("read " + conversation + " up to " + seq);
              }

              @Override
              public void closed(long conversation, long seq) {
                done.add("closed " + conversation + " at " + seq);
              }
            });
  }

  @AfterEach
  void stop() throws Exception {
    notifications.close();
    bus.close();
  }

  private String awaitDone() throws InterruptedException {
    return done.poll(20, TimeUnit.SECONDS);
  }

  private static SystemNotification note(long conversation, long seq, String body) {
    return new SystemNotification(conversation, seq, "Lobby", body, true);
  }

  @Test
  void showsTitleAndTextWithActions() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body", "actions", "inline-reply");
    notifications.show(note(5, 42, "Ana: a < b & c"));
    SessionBus.Note shown = desktop.awaitShown();
    assertEquals("Chatter", shown.program());
    assertEquals("Lobby", shown.summary());
    assertEquals("Ana: a < b & c", shown.body());
    assertEquals(
        List.of("default", "Open", "mark-read", "Mark as read", "inline-reply", "Reply"),
        shown.actions());
    assertEquals("im.received", shown.hints().get("category"));
    assertEquals(true, shown.hints().get("suppress-sound"));
  }

  @Test
  void whatReadsMarkupGetsTextOnly() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body", "body-markup");
    notifications.show(note(5, 42, "<b>a</b> & c"));
    SessionBus.Note shown = desktop.awaitShown();
    assertEquals("&lt;b&gt;a&lt;/b&gt; &amp; c", shown.body());
    assertEquals(List.of(), shown.actions());
  }

  @Test
  void theNextOfAConversationTakesThePlaceOfTheLast() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body", "actions");
    notifications.show(note(5, 42, "one"));
    long first = desktop.awaitShown().id();
    notifications.show(note(5, 43, "two"));
    assertEquals(first, desktop.awaitShown().replaces());
    notifications.show(note(6, 1, "elsewhere"));
    assertEquals(0, desktop.awaitShown().replaces());
    desktop.choose(first, "default");
    assertEquals("open 5 at 43", awaitDone());
  }

  @Test
  void actionsSayWhatSomebodyDid() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body", "actions", "inline-reply");
    notifications.show(note(5, 42, "one"));
    long id = desktop.awaitShown().id();
    // Those of other programs come here too.
    desktop.choose(id + 7, "default");
    desktop.choose(id, "mark-read");
    assertEquals("read 5 up to 42", awaitDone());
    desktop.reply(id, "  ");
    desktop.reply(id, "On my way");
    assertEquals("reply in 5: On my way", awaitDone());
  }

  @Test
  void whatIsReadElsewhereIsTakenAway() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body");
    notifications.withdraw(4);
    notifications.show(note(5, 42, "one"));
    long id = desktop.awaitShown().id();
    notifications.withdraw(5);
    assertEquals(id, desktop.awaitWithdrawn());
    notifications.show(note(5, 43, "two"));
    assertEquals(0, desktop.awaitShown().replaces());
  }

  @Test
  void oneThatWentByItselfIsNotReplaced() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body", "actions");
    notifications.show(note(5, 42, "one"));
    long id = desktop.awaitShown().id();
    desktop.expire(id);
    assertEquals("closed 5 at 42", awaitDone());
    // Signals come in order: what follows it has been heard when this one has.
    notifications.show(note(6, 1, "elsewhere"));
    desktop.choose(desktop.awaitShown().id(), "default");
    assertEquals("open 6 at 1", awaitDone());
    notifications.show(note(5, 43, "two"));
    assertEquals(0, desktop.awaitShown().replaces());
  }

  @Test
  void oneThatIsRefusedLeavesTheOthersAlone() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body", "actions");
    notifications.show(note(5, 42, "one"));
    long id = desktop.awaitShown().id();
    notifications.show(note(6, 1, "elsewhere"));
    long lost = desktop.awaitShown().id();
    desktop.refuse(true);
    notifications.show(note(7, 1, "too much"));
    // Asks after what was to be shown was.
    notifications.trouble().get(20, TimeUnit.SECONDS);
    desktop.choose(id, "default");
    assertEquals("open 5 at 42", awaitDone());
    desktop.lose(lost);
    notifications.withdraw(6);
    notifications.trouble().get(20, TimeUnit.SECONDS);
    desktop.choose(id, "mark-read");
    assertEquals("read 5 up to 42", awaitDone());
    desktop.refuse(false);
    notifications.show(note(5, 43, "two"));
    assertEquals(id, desktop.awaitShown().replaces());
  }

  @Test
  void charactersThatControlAreNoPartOfAText() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body");
    notifications.show(new SystemNotification(5, 42, "Lob\0by", "a\0b\u001b\tc\nd", true));
    SessionBus.Note shown = desktop.awaitShown();
    assertEquals("Lobby", shown.summary());
    assertEquals("ab c\nd", shown.body());
  }

  @Test
  void closingTakesAllAway() throws Exception {
    SessionBus.Desktop desktop = bus.desktop("body");
    notifications.show(note(5, 42, "one"));
    long id = desktop.awaitShown().id();
    notifications.close();
    assertEquals(id, desktop.awaitWithdrawn());
  }

  @Test
  void aDesktopThatComesLaterIsFound() throws Exception {
    Optional<String> trouble = notifications.trouble().get(20, TimeUnit.SECONDS);
    assertTrue(trouble.orElseThrow().contains(NotificationDaemon.NAME), trouble.get());
    notifications.show(note(5, 42, "nobody sees it"));
    notifications.trouble().get(20, TimeUnit.SECONDS);
    SessionBus.Desktop desktop = bus.desktop("body");
    assertEquals(Optional.empty(), notifications.trouble().get(20, TimeUnit.SECONDS));
    notifications.show(note(5, 43, "two"));
    assertEquals("two", desktop.awaitShown().body());
  }

  @Test
  void withoutABusItSaysSo() throws Exception {
    try (SystemNotifications none =
        new FreedesktopNotifications(
            () -> FreedesktopNotifications.sessionBus(Map.of()), WORDS, null)) {
      none.show(note(5, 42, "one"));
      assertTrue(
          none.trouble().get(20, TimeUnit.SECONDS).orElseThrow().contains("no D-Bus session"));
    }
  }

  @Test
  void theBusIsWhereTheSessionSays(@TempDir Path folder) throws Exception {
    assertEquals(
        "unix:path=/a/bus",
        FreedesktopNotifications.sessionBus(
            Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/a/bus")));
    Files.createFile(folder.resolve("bus"));
    assertEquals(
        "unix:path=" + folder.resolve("bus"),
        FreedesktopNotifications.sessionBus(Map.of("XDG_RUNTIME_DIR", folder.toString())));
  }

  @Test
  void wordsOfAMessageAreNoScript() {
    List<String> command = ScriptNotifications.command(note(5, 42, "\" & quit \""));
    assertEquals("\" & quit \"", command.get(4));
    assertFalse(command.get(2).contains("quit"));
  }
}
