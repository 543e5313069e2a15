package chatter.client.chat.timeline;

import chatter.client.chat.list.ListRow;
import java.time.LocalDate;

/// One row of the timeline: a message, or a line between messages.
public sealed interface TimelineRow extends ListRow
    permits MessageRow, TimelineRow.Day, TimelineRow.Unread {

  /// Which sort of cell shows it.
  enum Kind {
    /// A `MessageRow` of the reader's own.
    OWN,
    /// A `MessageRow` of somebody else. Cells of the two are not exchanged, so that a colour that
    /// changes softly does not flicker while scrolling.
    OTHER,
    /// A `Day` or an `Unread` line.
    LINE
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
