package chatter.client.chat;

import chatter.client.chat.message.UnreadCount;
import chatter.client.net.SessionEvent;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.Visibility;
import chatter.shared.text.Graphemes;
import chatter.shared.text.Mentions;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What is known of a conversation whether or not it is open: what the server said of it, and what
/// entries have made of that. The page does the same, by `entries.json`. JavaFX application thread
/// only.
final class ConversationState {
  private final ReadOnlyObjectWrapper<ConversationInfo> info = new ReadOnlyObjectWrapper<>();
  private final UnreadCount count;
  private final long me;

  /// The newest entry that is in what the server said.
  private long told;

  /// The beginning of what the last message says, if it came as an entry and mentions somebody;
  /// else null.
  private String mentioning;

  ConversationState(ConversationInfo info, long me) {
    this.me = me;
    count = new UnreadCount(me);
    told(info);
  }

  /// The server says what it is like, with all in it that happened up to its `lastSeq`.
  void told(ConversationInfo now) {
    told = now.lastSeq();
    mentioning = null;
    count.told(now.readSeq(), now.unread(), now.mentions(), now.lastSeq());
    info.set(now);
  }

  /// The server was restored from a backup: what was known before means nothing.
  void restarted() {
    ConversationInfo now = info.get();
    count.restart(now.readSeq(), now.unread(), now.mentions(), now.lastSeq());
    told = now.lastSeq();
  }

  /// What is one's own about it changed.
  ///
  /// @return whether the read mark went back
  boolean mine(SessionEvent.MineChanged mine) {
    boolean back = mine.readSeq() < count.readSeq();
    count.told(mine.readSeq(), mine.unread(), mine.mentions(), count.lastSeq());
    ConversationInfo was = info.get();
    info.set(
        new ConversationInfo(
            was.id(),
            was.kind(),
            was.title(),
            was.topic(),
            was.visibility(),
            was.archived(),
            mine.host() == null ? was.host() : mine.host(),
            was.lastSeq(),
            was.readSeq(),
            was.unread(),
            was.mentions(),
            was.members(),
            mine.starred(),
            mine.level(),
            was.people(),
            was.last()));
    return back;
  }

  long id() {
    return info.get().id();
  }

  ConversationInfo info() {
    return info.get();
  }

  /// The same with what is read and unread by now, as the server would tell it.
  ConversationInfo now() {
    ConversationInfo was = info.get();
    return new ConversationInfo(
        was.id(),
        was.kind(),
        was.title(),
        was.topic(),
        was.visibility(),
        was.archived(),
        was.host(),
        count.lastSeq(),
        count.readSeq(),
        count.unread(),
        count.mentions(),
        was.members(),
        was.starred(),
        was.level(),
        was.people(),
        was.last());
  }

  ReadOnlyObjectProperty<ConversationInfo> infoProperty() {
    return info.getReadOnlyProperty();
  }

  UnreadCount count() {
    return count;
  }

  boolean isRoom() {
    return info.get().kind() == ConversationKind.ROOM;
  }

  /// What it says, or else what its files are called. A message on one line: one that says nothing
  /// is told by its first file.
  static String preview(ServerEvent.MessagePosted message, LongFunction<String> name) {
    return message.body().isEmpty() && message.files() != null
        ? Graphemes.preview(
            message.files().stream().map(FileInfo::name).collect(Collectors.joining(", ")))
        : Mentions.preview(message.body(), name);
  }

  /// The next entry of its log.
  ///
  /// @param shown what is shown of it, before the entry
  /// @param name what an account is called; null if that is not known
  void take(ServerEvent.Entry entry, UnreadCount.Shown shown, LongFunction<String> name) {
    count.take(entry, shown);
    if (entry.seq() <= told) {
      return;
    }
    ConversationInfo was = info.get();
    LastRow last = was.last();
    switch (entry) {
      case ServerEvent.MessagePosted message -> {
        last(
            message.wasDeleted()
                ? row(entry, "", LastRow.Kind.DELETED)
                : row(entry, preview(message, name), LastRow.Kind.MESSAGE));
        mention(message.wasDeleted() ? "" : message.body());
      }
      case ServerEvent.MessageEdited edit -> {
        if (isLast(last, edit.message())
            && last.kind() == LastRow.Kind.MESSAGE
            && edit.body() != null) {
          last(
              new LastRow(
                  last.seq(),
                  last.name(),
                  Mentions.preview(edit.body(), name),
                  last.at(),
                  last.kind()));
          mention(edit.body());
        }
      }
      case ServerEvent.MessageDeleted gone -> {
        if (isLast(last, gone.message())) {
          last(new LastRow(last.seq(), last.name(), "", last.at(), LastRow.Kind.DELETED));
          mention("");
        }
      }
      case ServerEvent.ReactionChanged _, ServerEvent.MessagePinned _ -> {}
      case ServerEvent.MembersChanged change ->
          set(
              was,
              was.title(),
              was.topic(),
              was.visibility(),
              was.archived(),
              Math.max(0, was.members() + change.joined().size() - change.left().size()),
              was.people(),
              row(entry, "", LastRow.Kind.MEMBERS));
      case ServerEvent.ConversationChanged change ->
          set(
              was,
              change.title() == null ? was.title() : change.title(),
              change.topic() == null ? was.topic() : change.topic(),
              change.visibility() == null ? was.visibility() : change.visibility(),
              change.archived() == null ? was.archived() : change.archived(),
              was.members(),
              was.people(),
              row(entry, "", LastRow.Kind.CHANGE));
    }
  }

  private void mention(String body) {
    String begin = Mentions.beginning(body);
    mentioning = Mentions.in(begin).isEmpty() ? null : begin;
  }

  /// Those whom the last message mentions may go by other names.
  void name(LongFunction<String> name) {
    LastRow last = info.get().last();
    if (mentioning != null && last != null && last.kind() == LastRow.Kind.MESSAGE) {
      last(
          new LastRow(
              last.seq(), last.name(), Mentions.preview(mentioning, name), last.at(), last.kind()));
    }
  }

  private static boolean isLast(LastRow last, long message) {
    return last != null && last.seq() == message;
  }

  private static LastRow row(ServerEvent.Entry entry, String text, LastRow.Kind kind) {
    return new LastRow(entry.seq(), entry.actor().name(), text, entry.at(), kind);
  }

  private void last(LastRow last) {
    ConversationInfo was = info.get();
    set(
        was,
        was.title(),
        was.topic(),
        was.visibility(),
        was.archived(),
        was.members(),
        was.people(),
        last);
  }

  /// Somebody goes by another name.
  void accountChanged(AccountInfo account, String before) {
    ConversationInfo was = info.get();
    List<AccountInfo> people =
        was.people() == null
            ? null
            : was.people().stream()
                .map(one -> one.id() == account.id() ? account.publicView() : one)
                .toList();
    LastRow last = was.last();
    if (last != null && last.name().equals(before)) {
      last = new LastRow(last.seq(), account.name(), last.text(), last.at(), last.kind());
    }
    set(
        was,
        was.title(),
        was.topic(),
        was.visibility(),
        was.archived(),
        was.members(),
        people,
        last);
  }

  private void set(
      ConversationInfo was,
      String title,
      String topic,
      Visibility visibility,
      boolean archived,
      int members,
      List<AccountInfo> people,
      LastRow last) {
    info.set(
        new ConversationInfo(
            was.id(),
            was.kind(),
            title,
            topic,
            visibility,
            archived,
            was.host(),
            was.lastSeq(),
            was.readSeq(),
            was.unread(),
            was.mentions(),
            members,
            was.starred(),
            was.level(),
            people,
            last));
  }

  /// Whether everything unread shows in its number, and not only what mentions the reader.
  boolean countsAll() {
    ConversationInfo now = info.get();
    return switch (now.level()) {
      case AUTO -> now.kind() == ConversationKind.DIRECT || now.members() <= Level.AUTO_PEOPLE;
      case ALL -> true;
      case MENTIONS, NOTHING -> false;
    };
  }

  /// Whoever else is in it, of a direct; without others it is oneself.
  List<AccountInfo> others() {
    List<AccountInfo> people = info.get().people();
    if (people == null) {
      return List.of();
    }
    List<AccountInfo> others = people.stream().filter(one -> one.id() != me).toList();
    return others.isEmpty() ? people : others;
  }

  /// Whether it is for notes to oneself.
  boolean isNotes() {
    List<AccountInfo> people = info.get().people();
    return !isRoom() && people != null && people.stream().allMatch(one -> one.id() == me);
  }
}
