package chatter.client.chat;

import chatter.client.prefs.NotificationPreferences;
import chatter.client.ui.Texts;
import chatter.shared.notification.NotificationBoard;
import chatter.shared.notification.NotificationRule;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.text.Mentions;
import chatter.shared.text.PlainText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// Brings what happens in a chat to the notice of somebody who does not look. JavaFX application
/// thread only.
public final class Notifier {
  private final Texts texts;
  private final Clock clock;
  private final LongFunction<String> names;
  private final NotificationBoard board = new NotificationBoard();

  /// What came while the connection was away.
  private final List<NotificationBoard.Missed> missed = new ArrayList<>();

  /// Where a notification leads that is of an edit of a message that was read: the message, by
  /// conversation and `seq` of the edit.
  private final Map<Long, Map<Long, Long>> edited = new HashMap<>();

  private NotificationSettings settings = NotificationSettings.USUAL;
  private Display display = Display.NONE;

  /// What shows notifications.
  public interface Display {
    /// How the person likes them on this computer.
    NotificationPreferences preferences();

    /// Shows one in place of that with the same key.
    void show(Note note, boolean sound);

    /// Takes one away.
    void withdraw(long key);

    /// Shows none.
    Display NONE =
        new Display() {
          @Override
          public NotificationPreferences preferences() {
            return NotificationPreferences.USUAL.withOn(false);
          }

          @Override
          public void show(Note note, boolean sound) {}

          @Override
          public void withdraw(long key) {}
        };
  }

  /// A notification.
  ///
  /// @param key the conversation it is of, or `NotificationBoard.EVERYWHERE`
  /// @param conversation the one it leads to
  /// @param seq the message it leads to
  public record Note(long key, long conversation, long seq, String title, String body) {}

  /// @param names what accounts are called; null if that is not known
  Notifier(Texts texts, Clock clock, LongFunction<String> names) {
    this.texts = texts;
    this.clock = clock;
    this.names = names;
  }

  void setDisplay(Display shown) {
    display = shown;
  }

  void setSettings(NotificationSettings said) {
    settings = said;
  }

  /// An entry of a log came next.
  ///
  /// @param title what the conversation is called
  /// @param attends whether the person sees it
  void came(
      ServerEvent.Entry entry,
      boolean live,
      ConversationState place,
      String title,
      AccountInfo me,
      boolean attends) {
    switch (entry) {
      case ServerEvent.MessagePosted message ->
          news(
              new NotificationRule.News(
                  entry.seq(),
                  entry.actor().id(),
                  false,
                  message.mentions() == null ? List.of() : message.mentions(),
                  words(message.body()),
                  message.wasDeleted()),
              new Told(
                  place,
                  title,
                  entry.seq(),
                  entry.seq(),
                  entry.actor(),
                  message.wasDeleted() ? "" : ConversationState.preview(message, names)),
              new NotificationRule.Reader(me.id(), place.count().readSeq(), attends, settings),
              live);
      case ServerEvent.MessageEdited edit -> {
        boolean rang =
            news(
                new NotificationRule.News(
                    entry.seq(),
                    entry.actor().id(),
                    true,
                    edit.mentions(),
                    words(edit.body()),
                    edit.body() == null),
                new Told(
                    place,
                    title,
                    told(edit, place),
                    edit.message(),
                    entry.actor(),
                    edit.body() == null ? "" : Mentions.preview(edit.body(), names)),
                new NotificationRule.Reader(me.id(), place.count().readSeq(), attends, settings),
                live);
        if (!rang && edit.body() != null) {
          reworded(edit, place, title);
        }
      }
      case ServerEvent.MessageDeleted gone -> deleted(place, title, gone.message());
      case ServerEvent.ReactionChanged _,
          ServerEvent.MessagePinned _,
          ServerEvent.MembersChanged _,
          ServerEvent.ConversationChanged _ -> {}
    }
  }

  /// Of a message that was read it is the edit that is new.
  private static long told(ServerEvent.MessageEdited edit, ConversationState place) {
    return edit.message() <= place.count().readSeq() ? edit.seq() : edit.message();
  }

  private String words(String body) {
    return body == null ? "" : PlainText.of(body, names);
  }

  /// What a notification would say.
  ///
  /// @param seq what is new
  /// @param message the one it leads to
  private record Told(
      ConversationState place,
      String title,
      long seq,
      long message,
      AccountInfo actor,
      String preview) {}

  /// What is told of already says what the message says now.
  private void reworded(ServerEvent.MessageEdited edit, ConversationState place, String title) {
    String text = body(place, edit.actor(), Mentions.preview(edit.body(), names));
    for (long seq : toldOf(place.id(), edit.message())) {
      missed.replaceAll(one ->
          one.conversation() == place.id() && one.seq() == seq
              ? new NotificationBoard.Missed(place.id(), seq, text)
              : one);
      board.edited(place.id(), seq, text).ifPresent(shown -> show(shown, title));
    }
  }

  /// In a direct of two it is clear who says something.
  private String body(ConversationState place, AccountInfo actor, String preview) {
    return !place.isRoom() && place.others().size() <= 1
        ? preview
        : texts.say("notification.body", actor.name(), preview);
  }

  /// @return whether there is something to tell, now or later
  private boolean news(
      NotificationRule.News news, Told told, NotificationRule.Reader reader, boolean live) {
    NotificationRule.Answer answer =
        NotificationRule.of(
            news,
            new NotificationRule.Place(
                !told.place().isRoom(), told.place().info().members(), told.place().info().level()),
            reader,
            live,
            clock.instant());
    if (answer == NotificationRule.Answer.NONE) {
      return false;
    }
    long conversation = told.place().id();
    if (told.seq() != told.message()) {
      edited.computeIfAbsent(conversation, _ -> new HashMap<>()).put(told.seq(), told.message());
    }
    String text = body(told.place(), told.actor(), told.preview());
    if (answer == NotificationRule.Answer.RING) {
      show(board.rang(conversation, told.seq(), text, clock.millis()), told.title());
    } else {
      missed.add(new NotificationBoard.Missed(conversation, told.seq(), text));
    }
    return true;
  }

  private void deleted(ConversationState place, String title, long message) {
    toldOf(place.id(), message).forEach(seq -> forget(place, title, seq));
  }

  /// Under which numbers a message can be told of: its own, and those of its edits.
  private List<Long> toldOf(long conversation, long message) {
    return Stream.concat(
            Stream.of(message),
            edited.getOrDefault(conversation, Map.of()).entrySet().stream()
                .filter(edit -> edit.getValue() == message)
                .map(Map.Entry::getKey))
        .toList();
  }

  private void forget(ConversationState place, String title, long message) {
    missed.removeIf(one -> one.conversation() == place.id() && one.seq() == message);
    board
        .deleted(place.id(), message)
        .ifPresent(change -> {
          if (change.shown() == null) {
            display.withdraw(place.id());
          } else {
            show(change.shown(), title);
          }
        });
  }

  /// What was missed until now is told by nothing.
  void forgetMissed() {
    missed.clear();
  }

  /// Everything that was missed has come: one notification tells of what of it is not read.
  ///
  /// @param all the conversations there are
  /// @param titles what they are called
  void caughtUp(Collection<ConversationState> all, LongFunction<String> titles) {
    missed.removeIf(one ->
        all.stream()
            .noneMatch(
                state -> state.id() == one.conversation() && state.count().readSeq() < one.seq()));
    if (!missed.isEmpty()) {
      NotificationBoard.Shown shown = board.missed(missed);
      missed.clear();
      show(shown, titles.apply(shown.conversation()));
    }
  }

  private void show(NotificationBoard.Shown shown, String title) {
    NotificationPreferences wanted = display.preferences();
    if (!wanted.on()) {
      var _ = board.clear(shown.key());
      return;
    }
    String body;
    if (shown.text() == null) {
      body =
          shown.conversations() > 1
              ? texts.say("notification.many", shown.count(), shown.conversations())
              : texts.say("notification.several", shown.count(), title);
    } else {
      body = wanted.text() ? shown.text() : texts.say("notification.hidden");
    }
    boolean everywhere = shown.key() == NotificationBoard.EVERYWHERE;
    display.show(
        new Note(
            shown.key(),
            shown.conversation(),
            edited
                .getOrDefault(shown.conversation(), Map.of())
                .getOrDefault(shown.seq(), shown.seq()),
            everywhere ? texts.say("app.name") : title,
            body),
        shown.sound() && wanted.sound());
  }

  /// It may have been read further, or muted, here or elsewhere.
  void look(ConversationState state) {
    withdraw(
        state.info().level() == Level.NOTHING
            ? board.clear(state.id())
            : board.read(state.id(), state.count().readSeq()));
  }

  /// Somebody sees the conversation, or it is no more; or they opened that notification.
  void clear(long key) {
    withdraw(board.clear(key));
  }

  /// Takes all away.
  void close() {
    withdraw(board.clear());
  }

  private void withdraw(List<Long> keys) {
    keys.forEach(edited::remove);
    keys.forEach(display::withdraw);
  }
}
