package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.UnreadCount;
import chatter.client.net.ChatSession;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.ui.TimeLabels;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/// The messages of one conversation as far as they are loaded: opens at the first unread message,
/// loads older and newer pages, takes in what arrives, and forgets what is far away.
///
/// All methods on the thread of `ui`, the JavaFX application thread.
public final class TimelineViewModel {
  /// Where a row that is sought stands: so far down the viewport.
  private static final double UNREAD_SHARE = 0.25;

  private final TimelineWindow window;
  private final ReadState readMark;
  private final TimelinePages pages;
  private ScrollTarget position = new ScrollTarget.ToEnd();
  private Consumer<ScrollTarget> view = _ -> {};
  private final WaysBack waysBack = new WaysBack();

  private AccountInfo me;
  private final long conversation;

  /// @param count how far the reader is there; hears of every entry before this does
  /// @param words says what rows are to show
  /// @param onError told when a page cannot be fetched
  public TimelineViewModel(
      ChatSession session,
      Executor ui,
      TimeLabels labels,
      AccountInfo me,
      long conversation,
      UnreadCount count,
      RowWords words,
      Consumer<Throwable> onError) {
    this.me = me;
    this.conversation = conversation;
    window = new TimelineWindow(labels, words);
    readMark = new ReadState(session, conversation, count, window);
    HistoryLoader loader = new HistoryLoader(session, ui, conversation);
    pages = new TimelinePages(window, loader, me, onError);
  }

  public ObservableList<TimelineRow> rows() {
    return window.rows();
  }

  ReadState readMark() {
    return readMark;
  }

  /// How far it is loaded.
  TimelinePages pages() {
    return pages;
  }

  /// How many unread messages there is a point in telling of.
  public ReadOnlyIntegerProperty toTellProperty() {
    return readMark.toTellProperty();
  }

  /// Does something whenever what a summary of the conversation says may have changed.
  public Subscription whenSummaryChanges(Runnable action) {
    return Subscription.combine(
        readMark.toTellProperty().subscribe(action), pages.stateProperty().subscribe(action));
  }

  /// Whether somebody sits in front of the window: only then messages count as read.
  public void setActive(boolean inFront) {
    readMark.setActive(inFront);
  }

  /// Read up to here, on this or another device.
  public void readMoved(long seq) {
    readMark.move(seq);
  }

  /// All there is counts as read.
  public void readAll() {
    readMark.readAll();
  }

  /// Shows what was known when the program ended, and what waits to be sent behind it, until the
  /// first page is there.
  public void showRemembered(HistoryPage page) {
    pages.showRemembered(page);
  }

  /// The newest messages, to be shown elsewhere until the server's are there; nothing while they
  /// are not all loaded.
  public Optional<HistoryPage> newestPage() {
    return pages.newest(conversation);
  }

  /// A view shows the timeline from now on: it is told where to go, first where the last one was.
  void attach(Consumer<ScrollTarget> newView) {
    view = newView;
    view.accept(position);
  }

  /// The view shows something else from now on.
  ///
  /// @param leftAt where the reader was
  void detach(ScrollTarget leftAt) {
    view = _ -> {};
    waysBack.forget();
    position = leftAt;
  }

  /// Where the view was sent last.
  ScrollTarget position() {
    return position;
  }

  private void go(ScrollTarget move) {
    position = move;
    view.accept(move);
  }

  /// The newest stored message that is loaded; null if none.
  public ChatMessage newest() {
    return window.newest();
  }

  /// The key of a message's row; null if it is not loaded.
  Object keyOf(long seq) {
    ChatMessage message = window.bySeq(seq);
    return message == null ? null : message.key();
  }

  /// The newest loaded message of somebody else before another; null if there is none.
  ///
  /// @param seq the other; 0 for the very newest
  public ChatMessage previousOfOthers(long seq) {
    return window.lastOfOthersBefore(seq == 0 ? Long.MAX_VALUE : seq);
  }

  /// Whether there is an unread line, above a message.
  boolean unreadIsBefore(long seq) {
    return window.unreadFrom() != 0 && window.unreadFrom() < seq;
  }

  /// Fetches the first page: around the first unread message, otherwise around where the reader
  /// was.
  ///
  /// @param at the message at the top then; 0 for the newest
  public void open(long at) {
    if (at > 0 && readMark.unread() == 0) {
      pages.show(new HistoryQuery.Around(at, TimelinePages.PAGE), () -> returnTo(at));
    } else {
      open();
    }
  }

  private void returnTo(long at) {
    readMark.beginVisit();
    window.after(at - 1).stream()
        .findFirst()
        .ifPresentOrElse(row -> go(new ScrollTarget.ToRow(row.key(), 0, false)), this::showNewest);
  }

  /// Somebody comes back to it: to what is unread, otherwise to where it was left.
  public void visit() {
    if (readMark.unread() > 0 && pages.state() == TimelinePages.State.READY) {
      window.setUnreadFrom(0);
      long first = window.firstOfOthersAfter(readMark.seq());
      if (pages.isEndComplete() && first != 0) {
        moveToUnread();
      } else {
        open();
      }
    }
  }

  /// The message at the top of what is seen; 0 at the end.
  public long positionSeq() {
    Object key =
        switch (position) {
          case ScrollTarget.ToEnd _ -> null;
          case ScrollTarget.ToRow row -> row.key();
          case ScrollTarget.Back back -> back.key();
        };
    return key == null ? 0 : window.seqOf(key);
  }

  /// Fetches the first page: around the first unread message, otherwise the newest.
  public void open() {
    if (readMark.unread() > TimelinePages.PAGE / 2) {
      pages.show(
          new HistoryQuery.Around(readMark.seq() + 1, TimelinePages.PAGE), this::moveToUnread);
    } else {
      pages.show(new HistoryQuery.Newest(TimelinePages.PAGE), this::moveToUnread);
    }
  }

  /// Tries again after the first page failed.
  void reload() {
    if (pages.state() == TimelinePages.State.FAILED) {
      open();
    }
  }

  private void moveToUnread() {
    readMark.beginVisit();
    if (window.unreadFrom() != 0) {
      go(new ScrollTarget.ToRow(TimelineRow.Unread.KEY, UNREAD_SHARE, false));
    } else if (pages.isEndComplete()) {
      go(new ScrollTarget.ToEnd());
    } else {
      showNewest();
    }
  }

  /// Goes to the newest message, fetching it if need be.
  public void showNewest() {
    if (pages.isEndComplete()) {
      go(new ScrollTarget.ToEnd());
    } else {
      pages.show(new HistoryQuery.Newest(TimelinePages.PAGE), () -> go(new ScrollTarget.ToEnd()));
    }
  }

  /// Goes to the newest message, past what is unread, because the reader wants to.
  void skipToNewest() {
    readMark.skip();
    showNewest();
  }

  /// Goes to the conversation's first message.
  void showOldest() {
    if (pages.isStartComplete()) {
      moveToFirst();
    } else {
      pages.show(new HistoryQuery.After(0, TimelinePages.PAGE), this::moveToFirst);
    }
  }

  private void moveToFirst() {
    if (!window.rows().isEmpty()) {
      go(new ScrollTarget.ToRow(window.rows().getFirst().key(), 0, false));
    }
  }

  /// Goes to the unread line.
  void showUnread() {
    long seq = window.unreadFrom();
    if (window.bySeq(seq) != null) {
      go(new ScrollTarget.ToRow(TimelineRow.Unread.KEY, UNREAD_SHARE, false));
    } else if (seq != 0) {
      pages.show(
          new HistoryQuery.Around(seq, TimelinePages.PAGE),
          () -> go(new ScrollTarget.ToRow(TimelineRow.Unread.KEY, UNREAD_SHARE, false)));
    }
  }

  /// Goes to a message, as if the reader had scrolled there.
  void showMessage(long seq) {
    reach(seq, () -> moveTo(seq, false));
  }

  /// Does something once a message is loaded.
  private void reach(long seq, Runnable then) {
    if (window.bySeq(seq) != null) {
      then.run();
    } else {
      pages.show(new HistoryQuery.Around(seq, TimelinePages.PAGE), then);
    }
  }

  /// Goes to a message that the reader has pointed at, and keeps the way back.
  ///
  /// @param from where the reader is
  /// @param absent runs if there is no such message
  void jumpTo(long seq, WaysBack.Place from, Runnable absent) {
    long top = from.atEnd() ? 0 : window.seqOf(from.key());
    reach(
        seq,
        () -> {
          waysBack.add(from, top);
          land(seq, absent);
        });
  }

  /// The reader comes to a message out of another conversation, or with the first page.
  ///
  /// @param back leads to that one; null if there is none
  /// @param absent runs if there is no such message
  public void arrive(long seq, Runnable back, Runnable absent) {
    waysBack.cameFrom(back);
    if (window.bySeq(seq) != null) {
      land(seq, absent);
    } else {
      pages.show(
          new HistoryQuery.Around(seq, TimelinePages.PAGE),
          () -> {
            readMark.beginVisit();
            land(seq, absent);
          });
    }
  }

  /// Whether there is a first page.
  public boolean isReady() {
    return pages.state() == TimelinePages.State.READY;
  }

  private void land(long seq, Runnable absent) {
    if (window.bySeq(seq) == null) {
      absent.run();
    } else {
      moveTo(seq, true);
    }
  }

  /// The ways back from messages that were jumped to.
  WaysBack waysBack() {
    return waysBack;
  }

  /// Goes back to where the last jump began, perhaps in another conversation.
  ///
  /// @return the row that was chosen there; null if none was, or there is no way back
  Object goBack() {
    WaysBack.Way way = waysBack.takeLast();
    if (way == null) {
      Runnable elsewhere = waysBack.takeElsewhere();
      if (elsewhere != null) {
        elsewhere.run();
      }
      return null;
    }
    WaysBack.Place place = way.place();
    ScrollTarget target = new ScrollTarget.Back(place.key(), place.y());
    if (place.atEnd()) {
      showNewest();
    } else if (way.seq() == 0) {
      go(target);
    } else {
      reach(way.seq(), () -> go(target));
    }
    return place.chosen();
  }

  /// Whether somebody's names have to be said anew.
  public void namesChanged() {
    window.remap(UnaryOperator.identity());
  }

  private void moveTo(long seq, boolean focus) {
    ChatMessage message = window.bySeq(seq);
    if (message != null) {
      go(new ScrollTarget.ToRow(message.key(), 1.0 / 3, focus));
    }
  }

  /// Fetches the page before the loaded ones, if there is one and none is on its way.
  void loadOlder() {
    pages.loadOlder();
  }

  /// Fetches the page after the loaded ones, if there is one and none is on its way.
  void loadNewer() {
    pages.loadNewer();
  }

  /// What is shown now, for who counts what is unread.
  public UnreadCount.Shown shown() {
    return window;
  }

  /// An entry came, now or while we were away; what is unread is counted already.
  public void came(ServerEvent.Entry entry, boolean live) {
    if (entry instanceof ServerEvent.Row row) {
      pages.arrived(ChatMessage.of(row, me.id(), live, row.seq()));
    } else {
      pages.changed(entry);
    }
    readMark.came(entry, live);
  }

  /// One's own change of a message was carried out.
  public void changeSent(OutboxEntry change, long seq, Instant at) {
    pages.changeSent(change, seq, at);
  }

  /// What is unread was counted anew.
  ///
  /// @param back whether the mark went back
  public void counted(boolean back) {
    if (back) {
      readMark.movedBack();
    } else {
      readMark.counted();
    }
  }

  /// The last message of one's own that is loaded and has a text; null if there is none.
  public ChatMessage lastOwn() {
    return window.lastOwn();
  }

  /// A message by its number, as far as it is loaded; else null.
  public ChatMessage message(long seq) {
    return window.bySeq(seq);
  }

  /// Shows all of a run of notices.
  public void expand(TimelineRow.Notice notice) {
    window.expand(notice.seq());
  }

  /// A message of the outbox was stored.
  public void sent(String commandId, long seq, Instant sentAt) {
    pages.sent(commandId, seq, sentAt);
  }

  /// The outbox, whole.
  public void outbox(List<OutboxEntry> entries) {
    pages.setChanges(
        entries.stream()
            .filter(entry -> entry.conversation() == conversation && !entry.isMessage())
            .toList());
    pages.setOutbox(
        entries.stream()
            .filter(entry -> entry.conversation() == conversation && entry.isMessage())
            .map(entry -> ChatMessage.of(entry, me))
            .toList());
  }

  /// A message of one's own is on its way: the unread line has done its work, and the view goes to
  /// the end.
  public void sending() {
    window.setUnreadFrom(0);
    skipToNewest();
  }

  /// The window is worthless: start over with the newest page.
  public void reset() {
    pages.clear();
    readMark.reset();
    pages.show(new HistoryQuery.Newest(TimelinePages.PAGE), this::moveToUnread);
  }

  /// Connected again.
  public void welcomed(AccountInfo account) {
    me = account;
    pages.setAccount(account);
    readMark.counted();
    pages.allowFetching();
    reload();
  }

  /// Somebody changed name or picture.
  public void accountChanged(AccountInfo account) {
    me = account.id() == me.id() ? account : me;
    pages.setAccount(me);
    window.remap(
        message -> message.content().sender().id() == account.id() ? message.by(account) : message);
  }

  /// Time passes: a new day may have begun, and what could not be fetched may be tried again.
  public void tick(Instant now) {
    window.refreshDays();
    pages.tick(now);
  }
}
