package chatter.client.chat.timeline;

import chatter.client.chat.list.RowCell;
import chatter.client.ui.TimeLabels;
import java.time.LocalDate;
import java.util.List;

/// What is to be seen of a timeline at one moment.
///
/// @param firstSeq the first stored message of which anything is visible; 0 if none
/// @param lastSeq the last stored message whose end is visible; 0 if none
/// @param position how many messages lie above the viewport, in parts of a message
/// @param messages how many are in view
/// @param averageHeight of a row, in pixels
/// @param marks the lines in view
record Viewport(
    long firstSeq, long lastSeq, double position, int messages, double averageHeight, Marks marks) {

  /// @param first the first message in view, stored or not; null if none
  /// @param unreadLine whether the unread line is in view
  /// @param dayLineAtTop whether a day line is near the upper edge
  record Marks(MessageRow first, boolean unreadLine, boolean dayLineAtTop) {}

  private static final double NEAR_TOP = 48;

  static Viewport of(List<RowCell<TimelineRow>> cells, double height) {
    long firstSeq = 0;
    long lastSeq = 0;
    double position = 0;
    int messages = 0;
    double total = 0;
    MessageRow first = null;
    boolean unreadLine = false;
    boolean dayLineAtTop = false;
    for (RowCell<TimelineRow> cell : cells) {
      total += cell.bottom() - cell.top();
      if (cell.bottom() <= 0 || cell.top() >= height) {
        continue;
      }
      switch (cell.row()) {
        case MessageRow row -> {
          messages++;
          first = first == null ? row : first;
          if (row.seq() > 0 && firstSeq == 0) {
            firstSeq = row.seq();
            position = row.seq() - 1 + Math.max(0, -cell.top()) / (cell.bottom() - cell.top());
          }
          // A row taller than the viewport counts as seen when its beginning or middle is.
          if (cell.bottom() <= height + 1 || cell.bottom() - cell.top() > height) {
            lastSeq = Math.max(lastSeq, row.seq());
          }
        }
        case TimelineRow.Notice notice -> {
          if (firstSeq == 0) {
            firstSeq = notice.seq();
          }
          if (cell.bottom() <= height + 1) {
            lastSeq = Math.max(lastSeq, notice.seq() + notice.more());
          }
        }
        case TimelineRow.Day _ -> dayLineAtTop |= cell.top() < NEAR_TOP;
        case TimelineRow.Unread _ -> unreadLine = true;
      }
    }
    return new Viewport(
        firstSeq,
        lastSeq,
        position,
        messages,
        total / cells.size(),
        new Marks(first, unreadLine, dayLineAtTop));
  }

  boolean unreadLine() {
    return marks.unreadLine();
  }

  boolean dayLineAtTop() {
    return marks.dayLineAtTop();
  }

  /// The day of the first message in view; null if none is.
  LocalDate day(TimeLabels labels) {
    return marks.first() == null ? null : labels.dateOf(marks.first().message().content().at());
  }
}
