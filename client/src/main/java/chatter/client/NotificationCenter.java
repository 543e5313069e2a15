package chatter.client;

import chatter.client.chat.Notifier;
import chatter.client.prefs.NotificationPreferences;
import chatter.client.settings.CurrentPreferences;
import chatter.client.system.notification.Chime;
import chatter.client.system.notification.NotificationActions;
import chatter.client.system.notification.SystemNotification;
import chatter.client.system.notification.SystemNotifications;
import chatter.shared.notification.NotificationBoard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows what is new in the chat that is open by the computer's own notifications, and brings back
/// what somebody does with them. Nothing of the computer's is loaded before the first one. JavaFX
/// application thread only.
final class NotificationCenter implements Notifier.Display, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationCenter.class);

  private final CurrentPreferences preferences;
  private final Executor ui;
  private final Function<NotificationActions, SystemNotifications> system;
  private final Runnable call;
  private final Runnable calm;
  private final Chime chime = new Chime();
  private final Map<Long, Notifier.Note> shown = new HashMap<>();

  /// The conversations of the chat that is open that were told of, of which replies may come.
  private final Set<Long> told = new HashSet<>();

  private SystemNotifications notifications;

  /// The chat that is open; null for none.
  private Chat chat;

  /// What somebody can do with a notification.
  interface Chat {
    /// Shows the message it tells of.
    void open(Notifier.Note note);

    /// Sends a reply, or keeps it if that is not possible.
    ///
    /// @return whether it was sent
    boolean reply(long conversation, String text);

    /// All up to its message counts as read.
    void markRead(Notifier.Note note);

    /// It was taken away, and is not to come back.
    void dismiss(Notifier.Note note);
  }

  /// @param ui the way onto the JavaFX application thread
  /// @param system makes the computer's notifications, when there is a first one
  /// @param call called when there is something new to see
  /// @param calm called when nothing of that is left
  NotificationCenter(
      CurrentPreferences preferences,
      Executor ui,
      Function<NotificationActions, SystemNotifications> system,
      Runnable call,
      Runnable calm) {
    this.preferences = preferences;
    this.ui = ui;
    this.system = system;
    this.call = call;
    this.calm = calm;
  }

  /// Says what is done with notifications from now on; null for nothing.
  void setChat(Chat opened) {
    chat = opened;
    told.clear();
  }

  private SystemNotifications notifications() {
    if (notifications == null) {
      notifications = system.apply(new Actions());
    }
    return notifications;
  }

  @Override
  public NotificationPreferences preferences() {
    return preferences.current().notifications();
  }

  @Override
  public void show(Notifier.Note note, boolean sound) {
    Notifier.Note before = shown.put(note.key(), note);
    told.add(note.key());
    notifications()
        .show(
            new SystemNotification(
                note.key(),
                note.seq(),
                note.title(),
                note.body(),
                note.key() != NotificationBoard.EVERYWHERE));
    if (sound) {
      chime.play();
    }
    // Of the same message it only has other words.
    if (before == null || before.seq() != note.seq()) {
      call.run();
    }
  }

  @Override
  public void withdraw(long key) {
    if (shown.remove(key) != null) {
      notifications().withdraw(key);
      calmDown();
    }
  }

  private void calmDown() {
    if (shown.isEmpty()) {
      calm.run();
    }
  }

  /// Lets somebody hear the sound who has just turned it on.
  void playSound() {
    chime.play();
  }

  /// Why this computer shows none; empty if it does.
  CompletableFuture<Optional<String>> trouble() {
    return notifications().trouble();
  }

  @Override
  public void close() {
    chat = null;
    if (notifications != null) {
      notifications.close();
    }
  }

  /// On a thread of the computer's notifications.
  private final class Actions implements NotificationActions {
    @Override
    public void open(long key, long seq) {
      act(key, (to, note) -> to.open(note));
    }

    @Override
    public void reply(long conversation, String text) {
      ui.execute(() -> {
        // The notification may be gone by now, as when the message was read elsewhere meanwhile. It
        // must be one of this chat: another chat counts its conversations alike.
        if (chat == null || !told.contains(conversation)) {
          LOG.warn("A reply was written in a chat that is not open any more, and is not sent");
          return;
        }
        Notifier.Note note = shown.get(conversation);
        if (chat.reply(conversation, text) && note != null) {
          chat.markRead(note);
        }
      });
    }

    @Override
    public void markRead(long key, long seq) {
      act(key, Chat::markRead);
    }

    @Override
    public void closed(long key, long seq) {
      ui.execute(() -> {
        Notifier.Note note = shown.get(key);
        // Otherwise another has taken its place meanwhile.
        if (note != null && note.seq() == seq) {
          shown.remove(key);
          calmDown();
          if (chat != null) {
            chat.dismiss(note);
          }
        }
      });
    }

    private void act(long key, BiConsumer<Chat, Notifier.Note> action) {
      ui.execute(() -> {
        Notifier.Note note = shown.get(key);
        if (chat != null && note != null) {
          action.accept(chat, note);
        }
      });
    }
  }
}
