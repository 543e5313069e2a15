package chatter.client.chat.timeline;

import chatter.client.chat.list.RowCell;
import chatter.client.ui.Texts;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A day line or the unread line. Style class `line-cell`, with `:unread` for the latter.
final class LineCell extends RowCell<TimelineRow> {
  private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");
  private static final double MARGIN = 10;
  private static final double GAP = 10;

  private final Texts texts;
  private final Label label = new Label();
  private final Region left = new Region();
  private final Region right = new Region();

  LineCell(Texts texts) {
    this.texts = texts;
    getStyleClass().add("line-cell");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    label.getStyleClass().add("line-label");
    left.getStyleClass().add("rule");
    right.getStyleClass().add("rule");
    getChildren().addAll(left, label, right);
  }

  @Override
  protected void update(TimelineRow row) {
    boolean unread = row instanceof TimelineRow.Unread;
    label.setText(
        row instanceof TimelineRow.Day day ? day.label() : texts.say("timeline.newMessages"));
    pseudoClassStateChanged(UNREAD, unread);
    left.setVisible(unread);
    right.setVisible(unread);
    setAccessibleText(label.getText());
  }

  @Override
  protected double computePrefHeight(double width) {
    return label.prefHeight(-1) + 2 * MARGIN;
  }

  @Override
  protected void layoutChildren() {
    double labelWidth = Math.ceil(label.prefWidth(-1));
    double x = snapPositionX((getWidth() - labelWidth) / 2);
    double middle = snapPositionY(getHeight() / 2);
    label.resizeRelocate(x, MARGIN, labelWidth, getHeight() - 2 * MARGIN);
    left.resizeRelocate(0, middle, Math.max(0, x - GAP), 1);
    right.resizeRelocate(
        x + labelWidth + GAP, middle, Math.max(0, getWidth() - x - labelWidth - GAP), 1);
  }
}
