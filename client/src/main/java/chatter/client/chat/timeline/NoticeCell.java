package chatter.client.chat.timeline;

import chatter.client.chat.list.RowCell;
import chatter.client.ui.emoji.EmojiLine;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;

/// What happened to the room, in one grey line in the middle; a run of such lines shows as its
/// first until somebody wants to see all of it. Style class `notice-cell`.
final class NoticeCell extends RowCell<TimelineRow> {
  private static final double MARGIN = 8;
  private static final double EMOJI = 14;

  private final CellContext tools;
  private final EmojiLine words;

  NoticeCell(CellContext tools) {
    this.tools = tools;
    words = new EmojiLine(tools.emoji(), "notice-words", EMOJI);
    getStyleClass().add("notice-cell");
    getChildren().add(words);
    setOnMouseClicked(_ -> expand());
  }

  /// Shows all of the run, if there is more of it.
  void expand() {
    if (row() instanceof TimelineRow.Notice notice && notice.expandable()) {
      tools.actions().expand(notice);
    }
  }

  @Override
  protected void update(TimelineRow row) {
    if (row instanceof TimelineRow.Notice notice) {
      String line =
          notice.more() > 0
              ? tools.texts().say("notice.more", notice.more(), notice.text())
              : notice.text();
      words.setText(line);
      setAccessibleText(line);
      setAccessibleRole(notice.expandable() ? AccessibleRole.BUTTON : AccessibleRole.LIST_ITEM);
      setCursor(notice.expandable() ? Cursor.HAND : Cursor.DEFAULT);
    }
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.FIRE) {
      expand();
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }

  @Override
  protected double computePrefHeight(double width) {
    return words.prefHeight(-1) + 2 * MARGIN;
  }

  @Override
  protected void layoutChildren() {
    double width = Math.min(getWidth(), words.prefWidth(-1));
    words.resizeRelocate(
        snapPositionX((getWidth() - width) / 2), MARGIN, width, getHeight() - 2 * MARGIN);
  }
}
