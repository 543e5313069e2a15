package chatter.client.chat.timeline;

import chatter.client.chat.list.AnchoredList;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.selection.CopiedText;
import chatter.client.chat.selection.ListSelection;
import chatter.client.chat.selection.Selection;
import chatter.client.chat.text.ShownText;
import chatter.shared.text.Mentions;

/// What is selected of messages, and what is copied of that. JavaFX application thread only.
final class MessageSelection {
  private final CellContext tools;
  private final ListSelection<TimelineRow> texts;

  MessageSelection(TimelineView view, AnchoredList<TimelineRow> list, CellContext tools) {
    this.tools = tools;
    texts = new ListSelection<>(list, new Rows(view));
  }

  /// What it does with mouse and keyboard.
  ListSelection<TimelineRow> texts() {
    return texts;
  }

  /// Copies what is selected.
  ///
  /// @return whether anything is
  boolean copy() {
    String copied = CopiedText.of(texts.selected().stream().map(this::piece).toList());
    if (copied.isEmpty()) {
      return false;
    }
    tools.actions().copy(copied);
    return true;
  }

  private CopiedText.Piece piece(ListSelection.Selected<TimelineRow> selected) {
    ChatMessage.Content content = message(selected.row()).content();
    return new CopiedText.Piece(
        content.sender().id(),
        content.sender().name(),
        tools.labels().dateOf(content.at()),
        tools.labels().time(content.at()),
        tools.labels().full(content.at()),
        selected.text());
  }

  private static ChatMessage message(TimelineRow row) {
    if (row instanceof MessageRow shown) {
      return shown.message();
    }
    throw new IllegalArgumentException("no message: " + row);
  }

  /// The rows of a timeline as texts.
  private final class Rows implements ListSelection.Surroundings<TimelineRow> {
    private final TimelineView view;

    Rows(TimelineView view) {
      this.view = view;
    }

    @Override
    public boolean isSelectable(TimelineRow row) {
      return row instanceof MessageRow shown && !shown.message().gone();
    }

    @Override
    public String shown(TimelineRow row) {
      return tools.shown(message(row)).text();
    }

    @Override
    public String written(TimelineRow row, int from, int to) {
      if (from == 0 && to == Selection.END) {
        return Mentions.named(message(row).content().body(), tools.actions()::mentionOf);
      }
      ShownText text = tools.shown(message(row));
      int end = Math.min(to, text.text().length());
      return from < end ? text.written(from, end) : "";
    }

    @Override
    public boolean lasting(TimelineRow row) {
      return row instanceof MessageRow shown && shown.message().stored();
    }

    @Override
    public void scrollBy(double delta) {
      view.scrollBy(delta);
    }

    @Override
    public void changed() {
      view.selectionChanged();
    }
  }
}
