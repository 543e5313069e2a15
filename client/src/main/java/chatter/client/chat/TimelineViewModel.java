package chatter.client.chat;

import chatter.client.net.ChatSession;
import chatter.client.net.HistoryQuery;
import chatter.client.net.OutboxEntry;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;

/// The messages of one conversation as far as they are loaded: opens at the first unread message,
/// loads older and newer pages, takes in what arrives, and forgets what is far away.
///
/// All methods on the thread of `ui`, the JavaFX application thread.
public final class TimelineViewModel {
  /// Messages fetched at a time.
  static final int PAGE = 50;

  /// Most stored messages kept loaded.
  static final int WINDOW = 600;

  /// Where a row that is sought stands: so far down the viewport.
  private static final double UNREAD_SHARE = 0.25;

  /// Whether anything can be shown.
  public enum State {
    /// The first page is on its way.
    LOADING,
    /// There is a page, perhaps an empty one.
    READY,
    /// The first page could not be fetched; `reload` tries again.
    FAILED
  }

  private final TimelineWindow window;
  private final HistoryLoader loader;
  private final ReadMark readMark;
  private final Consumer<Throwable> onError;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOADING);
  private final ReadOnlyBooleanWrapper startComplete = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper endComplete = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Move> move = new ReadOnlyObjectWrapper<>(new Move.ToEnd());

  private AccountInfo me;
  private ConversationInfo info;
  private List<Entry> outbox = List.of();

  private boolean following = true;

  /// @param onError told when a page cannot be fetched
  TimelineViewModel(
      ChatSession session,
      Executor ui,
      DayLabels labels,
      AccountInfo me,
      ConversationInfo info,
      Consumer<Throwable> onError) {
    this.me = me;
    this.info = info;
    this.onError = onError;
    window = new TimelineWindow(labels);
    loader = new HistoryLoader(session, ui, info.id(), this::fail);
    readMark = new ReadMark(session, info, window);
  }

  ObservableList<TimelineRow> rows() {
    return window.rows();
  }

  ReadMark readMark() {
    return readMark;
  }

  ConversationInfo info() {
    return info;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Whether the conversation's first message is loaded.
  ReadOnlyBooleanProperty startCompleteProperty() {
    return startComplete.getReadOnlyProperty();
  }

  /// Whether its newest message is loaded.
  ReadOnlyBooleanProperty endCompleteProperty() {
    return endComplete.getReadOnlyProperty();
  }

  /// Where the view shall go; a new object each time.
  ReadOnlyObjectProperty<Move> moveProperty() {
    return move.getReadOnlyProperty();
  }

  /// Remembers where the reader was, for when the timeline is shown again.
  void leaveAt(Move position) {
    move.set(position);
  }

  /// Whether the view is at the end, so that old rows may be forgotten for new ones.
  void setFollowing(boolean atEnd) {
    following = atEnd;
  }

  /// The newest stored message that is loaded; null if none.
  Entry newest() {
    return window.newest();
  }

  /// The key of a message's row; null if it is not loaded.
  Object keyOf(long seq) {
    Entry entry = window.bySeq(seq);
    return entry == null ? null : entry.key();
  }

  /// Whether there is an unread line, above a message.
  boolean unreadIsBefore(long seq) {
    return window.unreadFrom() != 0 && window.unreadFrom() < seq;
  }

  /// Fetches the first page: around the first unread message, otherwise the newest.
  void open() {
    if (readMark.unread() > PAGE / 2) {
      show(new HistoryQuery.Around(readMark.seq() + 1, PAGE), this::moveToUnread);
    } else {
      show(new HistoryQuery.Newest(PAGE), this::moveToUnread);
    }
  }

  /// Tries again after the first page failed.
  void reload() {
    if (state.get() == State.FAILED) {
      open();
    }
  }

  private void moveToUnread() {
    readMark.beginVisit();
    if (window.unreadFrom() != 0) {
      move.set(new Move.ToRow(TimelineRow.Unread.KEY, UNREAD_SHARE, false));
    } else if (endComplete.get()) {
      move.set(new Move.ToEnd());
    } else {
      showNewest();
    }
  }

  /// Goes to the newest message, fetching it if need be.
  void showNewest() {
    if (endComplete.get()) {
      move.set(new Move.ToEnd());
    } else {
      show(new HistoryQuery.Newest(PAGE), () -> move.set(new Move.ToEnd()));
    }
  }

  /// Goes to the conversation's first message.
  void showOldest() {
    if (startComplete.get()) {
      moveToFirst();
    } else {
      show(new HistoryQuery.After(0, PAGE), this::moveToFirst);
    }
  }

  private void moveToFirst() {
    if (!window.rows().isEmpty()) {
      move.set(new Move.ToRow(window.rows().getFirst().key(), 0, false));
    }
  }

  /// Goes to the unread line.
  void showUnread() {
    long seq = window.unreadFrom();
    if (window.bySeq(seq) != null) {
      move.set(new Move.ToRow(TimelineRow.Unread.KEY, UNREAD_SHARE, false));
    } else if (seq != 0) {
      show(
          new HistoryQuery.Around(seq, PAGE),
          () -> move.set(new Move.ToRow(TimelineRow.Unread.KEY, UNREAD_SHARE, false)));
    }
  }

  /// Goes to a message.
  ///
  /// @param focus whether to mark it
  void showMessage(long seq, boolean focus) {
    if (window.bySeq(seq) != null) {
      moveTo(seq, focus);
    } else {
      show(new HistoryQuery.Around(seq, PAGE), () -> moveTo(seq, focus));
    }
  }

  private void moveTo(long seq, boolean focus) {
    Entry entry = window.bySeq(seq);
    if (entry != null) {
      move.set(new Move.ToRow(entry.key(), 1.0 / 3, focus));
    }
  }

  /// Fetches the page before the loaded ones, if there is one and none is on its way.
  void loadOlder() {
    if (!startComplete.get() && state.get() == State.READY && !loader.busy()) {
      fetch(
          new HistoryQuery.Before(window.firstSeq(), PAGE),
          page -> {
            window.addStored(entriesOf(page));
            startComplete.set(!page.more());
            if (window.storedCount() > WINDOW) {
              window.keepOldest(WINDOW);
              endComplete.set(false);
              window.setPending(List.of());
            }
          });
    }
  }

  /// Fetches the page after the loaded ones, if there is one and none is on its way.
  void loadNewer() {
    if (!endComplete.get() && state.get() == State.READY && !loader.busy()) {
      fetch(
          new HistoryQuery.After(window.lastSeq(), PAGE),
          page -> {
            window.addStored(entriesOf(page));
            if (!page.more()) {
              reachEnd();
            }
            trimOldest(WINDOW);
          });
    }
  }

  /// Replaces the window by another page.
  private void show(HistoryQuery query, Runnable then) {
    if (window.storedCount() == 0) {
      state.set(State.LOADING);
    }
    fetch(
        query,
        page -> {
          boolean forward = query instanceof HistoryQuery.After;
          endComplete.set(false);
          window.setPending(List.of());
          window.clear();
          window.addStored(entriesOf(page));
          startComplete.set(forward || !page.more());
          if (page.last() >= page.upto() || (forward && !page.more())) {
            reachEnd();
          }
          state.set(State.READY);
          then.run();
        });
  }

  private void reachEnd() {
    window.addStored(loader.arrivedAfter(window.lastSeq()));
    window.setPending(outbox);
    endComplete.set(true);
  }

  private void fetch(HistoryQuery query, Consumer<HistoryPage> then) {
    loader.fetch(
        query,
        page -> {
          then.accept(page);
          loader.fetchQuotes(window);
        });
  }

  private void fail(Throwable failure) {
    if (state.get() == State.LOADING) {
      state.set(State.FAILED);
    }
    onError.accept(failure);
  }

  private List<Entry> entriesOf(HistoryPage page) {
    return page.messages().stream().map(m -> Entry.of(m, me.id(), false)).toList();
  }

  /// A message came, now or while we were away.
  void posted(MessagePosted message, boolean live) {
    Entry entry = Entry.of(message, me.id(), live);
    loader.arrived(entry);
    if (endComplete.get()) {
      if (!following && window.storedCount() >= WINDOW) {
        endComplete.set(false);
        window.setPending(List.of());
      } else {
        window.addStored(List.of(entry));
        if (following) {
          trimOldest(WINDOW - PAGE);
        }
        loader.fetchQuotes(window);
      }
    }
    outbox = without(message.clientMessageId());
    readMark.posted(entry);
  }

  /// A message of the outbox was stored.
  void sent(String clientMessageId, long seq, Instant sentAt) {
    for (Entry entry : window.pending()) {
      if (entry.key().equals(clientMessageId)) {
        window.store(entry.storedAs(seq, sentAt));
      }
    }
    outbox = without(clientMessageId);
  }

  private List<Entry> without(String clientMessageId) {
    return outbox.stream().filter(entry -> !entry.key().equals(clientMessageId)).toList();
  }

  private void trimOldest(int keep) {
    if (window.storedCount() > WINDOW) {
      window.keepNewest(keep);
      startComplete.set(false);
    }
  }

  /// The outbox, whole.
  void outbox(List<OutboxEntry> entries) {
    outbox =
        entries.stream()
            .filter(entry -> entry.conversation() == info.id())
            .map(entry -> Entry.of(entry, me))
            .toList();
    if (endComplete.get()) {
      window.setPending(outbox);
    }
  }

  /// A message of one's own is on its way: the unread line has done its work, and the view goes to
  /// the end.
  void sending() {
    window.setUnreadFrom(0);
    showNewest();
  }

  /// The window is worthless: start over with the newest page.
  void reset(long lastSeq) {
    endComplete.set(false);
    startComplete.set(false);
    window.setPending(List.of());
    window.clear();
    readMark.reset(lastSeq);
    show(new HistoryQuery.Newest(PAGE), this::moveToUnread);
  }

  /// Connected again.
  void welcomed(AccountInfo account, ConversationInfo now) {
    me = account;
    info = now;
    readMark.move(now.readSeq());
    if (state.get() == State.FAILED) {
      open();
    }
  }

  /// Somebody changed name or picture.
  void accountChanged(AccountInfo account) {
    me = account.id() == me.id() ? account : me;
    window.remap(
        entry -> entry.content().sender().id() == account.id() ? entry.by(account) : entry);
  }

  /// A new day may have begun.
  void refreshDays() {
    window.refreshDays();
  }
}
