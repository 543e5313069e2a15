package chatter.client.chat;

import chatter.client.net.ChatSession;
import chatter.shared.protocol.ConversationInfo;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// How far the reader has read in one conversation, what is unread, and where the unread line
/// stands. The line is put at the first unread message when a visit begins, and stays for the
/// visit; a visit ends when the window is left. JavaFX application thread only.
final class ReadMark {
  private final ChatSession session;
  private final long conversation;
  private final TimelineWindow window;
  private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper unreadAtVisit = new ReadOnlyIntegerWrapper();
  private long readSeq;
  private long lastSeq;

  /// The newest message the view has shown, whether or not anybody sat in front of it.
  private long shownSeq;

  private boolean active = true;

  ReadMark(ChatSession session, ConversationInfo info, TimelineWindow window) {
    this.session = session;
    this.window = window;
    conversation = info.id();
    readSeq = info.readSeq();
    lastSeq = info.lastSeq();
    count();
  }

  /// The newest `seq` read.
  long seq() {
    return readSeq;
  }

  /// The newest `seq` there is.
  long lastSeq() {
    return lastSeq;
  }

  int unread() {
    return unread.get();
  }

  /// How many messages of others are unread.
  ReadOnlyIntegerProperty unreadProperty() {
    return unread.getReadOnlyProperty();
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
    return active;
  }

  /// Puts the unread line at the first loaded message after the read mark.
  void beginVisit() {
    unreadAtVisit.set(unread.get());
    window.setUnreadFrom(window.firstOfOthersAfter(readSeq));
  }

  /// Whether somebody sits in front of the window. Nothing is read while not.
  void setActive(boolean inFront) {
    if (active != inFront) {
      active = inFront;
      if (active) {
        shown(shownSeq);
      } else if (unread.get() == 0) {
        window.setUnreadFrom(0);
        unreadAtVisit.set(0);
      }
    }
  }

  /// The view shows messages up to this one.
  void shown(long seq) {
    shownSeq = Math.max(shownSeq, seq);
    if (active && seq > readSeq) {
      move(seq);
      session.markRead(conversation, seq);
    }
  }

  /// Read up to here, on this or another device.
  void move(long seq) {
    if (seq > readSeq) {
      readSeq = seq;
      count();
    }
  }

  void posted(Entry entry) {
    lastSeq = Math.max(lastSeq, entry.seq());
    if (!entry.own() && entry.seq() > readSeq) {
      unread.set(unread.get() + 1);
      if (!active) {
        unreadAtVisit.set(unreadAtVisit.get() + 1);
        if (window.unreadFrom() == 0) {
          window.setUnreadFrom(entry.seq());
        }
      }
    }
  }

  /// The conversation starts over: so many messages are there, and what was known of them is not
  /// worth anything.
  void reset(long newLastSeq, long newReadSeq) {
    lastSeq = newLastSeq;
    readSeq = Math.min(newReadSeq, lastSeq);
    shownSeq = 0;
    count();
  }

  /// Exact where everything after the mark is loaded; otherwise one's own messages count as well.
  private void count() {
    boolean known =
        window.firstSeq() != 0 && window.firstSeq() <= readSeq + 1 && window.lastSeq() >= lastSeq;
    unread.set(known ? window.othersAfter(readSeq) : (int) Math.max(0, lastSeq - readSeq));
  }
}
