package chatter.client.chat.timeline;

import chatter.client.chat.message.UnreadCount;
import chatter.client.net.ChatSession;
import chatter.shared.protocol.ServerEvent;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// How far the reader has read in one conversation, what is unread, and where the unread line
/// stands. The line is put at the first unread message when a visit begins, and stays for the
/// visit; a visit ends when the window is left. JavaFX application thread only.
final class ReadState {
  private final ChatSession session;
  private final long conversation;
  private final TimelineWindow window;
  private final UnreadCount count;
  private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper unreadAtVisit = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper toTell = new ReadOnlyIntegerWrapper();

  /// What was in view without a gap since somebody sits in front of it; 0 for nothing. A mark that
  /// moved beyond a gap would call read what nobody has seen.
  private long seenFrom;

  private long seenTo;

  /// Whether the reader asked to be taken past what is unread.
  private boolean skipping;

  /// Whether the view is at the newest message.
  private boolean atEnd = true;

  /// How many of the unread messages came while the reader sat at the end, and are about to be
  /// read.
  private int arriving;

  private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper(true);

  /// @param count knows how far the reader is, and hears of every entry before this does
  ReadState(ChatSession session, long conversation, UnreadCount count, TimelineWindow window) {
    this.session = session;
    this.window = window;
    this.conversation = conversation;
    this.count = count;
    counted();
  }

  /// The newest `seq` read.
  long seq() {
    return count.readSeq();
  }

  /// The newest `seq` there is.
  long lastSeq() {
    return count.lastSeq();
  }

  int unread() {
    return unread.get();
  }

  /// How many messages of others are unread.
  ReadOnlyIntegerProperty unreadProperty() {
    return unread.getReadOnlyProperty();
  }

  /// How many there is a point in telling of: what comes under the reader's eyes is read in a
  /// moment.
  ReadOnlyIntegerProperty toTellProperty() {
    return toTell.getReadOnlyProperty();
  }

  private void setArriving(int messages) {
    arriving = messages;
    tell();
  }

  private void tell() {
    toTell.set(unread.get() - Math.min(arriving, unread.get()));
  }

  /// How many were unread when the visit began: what stands below the unread line.
  ReadOnlyIntegerProperty unreadAtVisitProperty() {
    return unreadAtVisit.getReadOnlyProperty();
  }

  int unreadAtVisit() {
    return unreadAtVisit.get();
  }

  /// Whether somebody sits in front of the window.
  boolean isActive() {
    return active.get();
  }

  ReadOnlyBooleanProperty activeProperty() {
    return active.getReadOnlyProperty();
  }

  /// Puts the unread line at the first loaded message after the read mark.
  void beginVisit() {
    count.recount(window);
    counted();
    unreadAtVisit.set(unread.get());
    window.setUnreadFrom(window.firstOfOthersAfter(count.readSeq()));
  }

  /// Whether somebody sits in front of the window. Nothing is read while not.
  void setActive(boolean inFront) {
    if (active.get() != inFront) {
      forgetSeen();
      setArriving(0);
      active.set(inFront);
      if (!inFront && unread.get() == 0) {
        window.setUnreadFrom(0);
        unreadAtVisit.set(0);
      }
    }
  }

  /// Whether the view is at the newest message.
  void setAtEnd(boolean end) {
    atEnd = end;
  }

  /// The view shows the messages from one to another.
  ///
  /// @return whether there is something unread among them: if they are still there after a moment,
  ///   `look` is to be called
  boolean shown(long first, long last) {
    if (!active.get()) {
      return false;
    }
    boolean goesOn = seenTo != 0 && first <= last && follows(seenTo, first) && last >= seenFrom - 1;
    seenFrom = goesOn ? Math.min(seenFrom, first) : first;
    seenTo = goesOn ? Math.max(seenTo, last) : last;
    return seenTo > count.readSeq();
  }

  /// What is in view, and was since `shown`, counts as read, if nothing unread was left out before
  /// it.
  void look() {
    if (!active.get() || seenTo <= count.readSeq() || (skipping && !atEnd)) {
      return;
    }
    if (skipping || follows(count.readSeq(), seenFrom)) {
      long read = skipping ? Math.max(seenTo, window.lastSeq()) : seenTo;
      skipping = false;
      setArriving(0);
      move(read);
      session.markRead(conversation, read);
    } else if (window.unreadFrom() == 0) {
      // More came at once than fits: where it begins is above, and there is a way to it.
      setArriving(0);
      beginVisit();
    }
  }

  /// The reader wants to be past what is unread: what he is taken to counts for all of it.
  void skip() {
    skipping = unread.get() > 0;
  }

  /// All there is counts as read.
  void readAll() {
    if (count.lastSeq() > count.readSeq()) {
      setArriving(0);
      long all = count.lastSeq();
      move(all);
      session.markRead(conversation, all);
    }
  }

  /// Whether nothing of others, as far as is known, lies between two messages.
  private boolean follows(long before, long next) {
    if (next <= before + 1) {
      return true;
    }
    long between = window.firstOfOthersAfter(before);
    return window.coversBetween(before, next) && (between == 0 || between >= next);
  }

  private void forgetSeen() {
    seenFrom = 0;
    seenTo = 0;
    skipping = false;
  }

  /// Read up to here, on this or another device.
  void move(long seq) {
    if (count.advance(seq, window)) {
      counted();
    }
  }

  /// The count is another now: the server told it, or it was an entry's doing.
  void counted() {
    unread.set(count.unread());
    tell();
  }

  /// The mark went back, by the reader's wish: what is after it is unread from now on.
  void movedBack() {
    forgetSeen();
    setArriving(0);
    counted();
    beginVisit();
  }

  /// An entry came, and is counted already.
  void came(ServerEvent.Entry entry, boolean live) {
    int before = unread.get();
    boolean news = count.unread() > before && entry instanceof ServerEvent.MessagePosted;
    if (news && active.get() && atEnd && live && arriving == before) {
      arriving++;
    }
    counted();
    if (news && !active.get()) {
      unreadAtVisit.set(unreadAtVisit.get() + 1);
      if (window.unreadFrom() == 0) {
        window.setUnreadFrom(entry.seq());
      }
    }
  }

  /// The conversation starts over, and what was known of its messages is not worth anything.
  void reset() {
    forgetSeen();
    arriving = 0;
    counted();
  }
}
