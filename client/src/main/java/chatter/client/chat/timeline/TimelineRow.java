package chatter.client.chat.timeline;

import chatter.client.chat.list.ListRow;
import java.time.LocalDate;

/// One row of the timeline: a message, or a line between messages.
public sealed interface TimelineRow extends ListRow
    permits MessageRow, TimelineRow.Day, TimelineRow.Unread, TimelineRow.Notice {

  /// Which sort of cell shows it.
  enum Kind {
    /// A `MessageRow` of the reader's own.
    OWN,
    /// A `MessageRow` of somebody else. Cells of the two are not exchanged, so that a colour that
    /// changes softly does not flicker while scrolling.
    OTHER,
    /// A `Day` or an `Unread` line.
    LINE,
    /// A `Notice`.
    NOTICE
  }

  /// What happened to the room, in one line; a run of such lines is shown as its first until
  /// somebody wants to see all of it.
  ///
  /// @param seq its place in the conversation
  /// @param text what happened, in words
  /// @param more how many further notices of its run are not shown; 0 if all are
  record Notice(long seq, String text, int more) implements TimelineRow {
    private record NoticeKey(long seq) {}

    /// Whether there is more to show.
    public boolean expandable() {
      return more > 0;
    }

    @Override
    public Object key() {
      return new NoticeKey(seq);
    }

    @Override
    public Kind kind() {
      return Kind.NOTICE;
    }

    @Override
    public boolean content() {
      return true;
    }

    @Override
    public boolean live() {
      return false;
    }
  }

  /// The line above the first message of a day.
  ///
  /// @param label the day in words, as of today: it changes at midnight
  /// @param below the key of that message. A pending message has this computer's time, so a day may
  ///   come twice
  record Day(LocalDate date, String label, Object below) implements TimelineRow {
    private record Key(LocalDate date, Object below) {}

    @Override
    public Object key() {
      return new Key(date, below);
    }

    @Override
    public Kind kind() {
      return Kind.LINE;
    }

    @Override
    public boolean content() {
      return false;
    }

    @Override
    public boolean live() {
      return false;
    }
  }

  /// The line above the first message that was unread when the visit began.
  record Unread() implements TimelineRow {
    /// Its key; there is at most one in a timeline.
    static final Object KEY = "unread";

    @Override
    public Object key() {
      return KEY;
    }

    @Override
    public Kind kind() {
      return Kind.LINE;
    }

    @Override
    public boolean content() {
      return false;
    }

    @Override
    public boolean live() {
      return false;
    }
  }
}
