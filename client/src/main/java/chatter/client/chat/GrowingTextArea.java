package chatter.client.chat;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/// A text field that grows with its text from one to eight lines, and scrolls beyond.
public final class GrowingTextArea extends TextArea {
  private static final int MOST_LINES = 8;

  private final Text ruler = new Text();

  /// An empty field.
  public GrowingTextArea() {
    setWrapText(true);
    setPrefRowCount(1);
    textProperty().subscribe(this::requestLayout);
    widthProperty().subscribe(this::requestLayout);
  }

  @Override
  protected double computePrefHeight(double width) {
    ruler.setFont(getFont());
    ruler.setText("X");
    double line = ruler.getLayoutBounds().getHeight();
    double around = snappedTopInset() + snappedBottomInset() + contentHeight();
    ruler.setText(getText());
    ruler.setWrappingWidth(
        Math.max(0, getWidth() - snappedLeftInset() - snappedRightInset() - contentWidth()));
    double lines = Math.rint(ruler.getLayoutBounds().getHeight() / line);
    ruler.setWrappingWidth(0);
    return snapSizeY(Math.clamp(lines, 1, MOST_LINES) * line + around);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  private double contentHeight() {
    Insets padding = contentPadding();
    return padding.getTop() + padding.getBottom();
  }

  private double contentWidth() {
    Insets padding = contentPadding();
    return padding.getLeft() + padding.getRight();
  }

  private Insets contentPadding() {
    Node content = lookup(".content");
    return content instanceof Region region ? region.getPadding() : Insets.EMPTY;
  }
}
