package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.ui.TimeLabels;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedLink;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/// A line of what was shared in a conversation.
sealed interface SharedRow {
  /// What stands below it is of this month.
  record Month(String words) implements SharedRow {}

  /// Pictures side by side, one at least.
  ///
  /// @param side how long each side of them is
  record Pictures(List<Picture> pictures, double side) implements SharedRow {
    public Pictures {
      pictures = List.copyOf(pictures);
    }
  }

  /// A picture, and the message that it is of.
  record Picture(SharedItem item, MessageFile file) {}

  /// A file that is no picture.
  record File(SharedItem item, MessageFile file) implements SharedRow {}

  /// A link.
  record Link(SharedItem item, SharedLink link) implements SharedRow {}

  /// What is below all of them: whether there is more, or what went wrong. Always the same one, so
  /// that the lines stay where they are when it says something else.
  record Foot() implements SharedRow {}

  /// All pictures, in their order.
  static List<Picture> pictures(List<SharedItem> items) {
    List<Picture> all = new ArrayList<>();
    for (SharedItem item : items) {
      if (item.files() != null) {
        item.files().stream()
            .map(MessageFile::of)
            .filter(MessageFile::isPicture)
            .map(file -> new Picture(item, file))
            .forEach(all::add);
      }
    }
    return all;
  }

  /// The lines for what was shared, with the name of each month above the first of it.
  ///
  /// @param columns how many pictures are beside each other
  /// @param side how long each side of them is
  static List<SharedRow> of(
      FilesPanelViewModel.State state, int columns, double side, TimeLabels labels) {
    List<SharedRow> rows = new ArrayList<>();
    List<Picture> line = new ArrayList<>();
    YearMonth month = null;
    for (SharedItem item : state.items()) {
      YearMonth its = YearMonth.from(labels.dateOf(item.sentAt()));
      if (!its.equals(month)) {
        month = its;
        endLine(rows, line, side);
        rows.add(new Month(labels.month(item.sentAt())));
      }
      switch (state.kind()) {
        case PICTURES -> {
          for (Picture picture : pictures(List.of(item))) {
            line.add(picture);
            if (line.size() == columns) {
              endLine(rows, line, side);
            }
          }
        }
        case FILES -> item.files().forEach(info -> rows.add(new File(item, MessageFile.of(info))));
        case LINKS -> item.links().forEach(link -> rows.add(new Link(item, link)));
      }
    }
    endLine(rows, line, side);
    return rows;
  }

  private static void endLine(List<SharedRow> rows, List<Picture> line, double side) {
    if (!line.isEmpty()) {
      rows.add(new Pictures(line, side));
      line.clear();
    }
  }
}
