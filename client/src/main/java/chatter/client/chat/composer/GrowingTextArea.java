package chatter.client.chat.composer;

import chatter.shared.text.Direction;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextBoundsType;

/// A text field that grows with its text from one to eight lines, and scrolls beyond.
public final class GrowingTextArea extends TextArea {
  private static final PseudoClass TURNS = PseudoClass.getPseudoClass("turns");
  private static final int MOST_LINES = 8;

  private final Text ruler = new Text();
  private PasteListener onPasted = (from, to) -> {};
  private Predicate<Clipboard> onFiles = _ -> false;

  /// Told where something was pasted.
  public interface PasteListener {
    /// It stands in the field already.
    ///
    /// @param from where it begins
    /// @param to where it ends
    void pasted(int from, int to);
  }

  /// An empty field.
  public GrowingTextArea() {
    setWrapText(true);
    setPrefRowCount(1);
    // As the field itself measures.
    ruler.setBoundsType(TextBoundsType.LOGICAL_VERTICAL_CENTER);
    textProperty().subscribe(this::requestLayout);
    textProperty()
        .subscribe(text -> {
          setNodeOrientation(
              Direction.isRightToLeft(text)
                  ? NodeOrientation.RIGHT_TO_LEFT
                  : NodeOrientation.LEFT_TO_RIGHT);
          // One font for all of it, because of what `BidiText` is for.
          pseudoClassStateChanged(TURNS, Direction.turns(text));
        });
    widthProperty().subscribe(this::requestLayout);
  }

  /// Says who is told of what is pasted.
  public void setOnPasted(PasteListener listener) {
    onPasted = listener;
  }

  /// Says who is asked first for what is pasted.
  ///
  /// @param taker whether it has taken it, since there are files in it
  public void setOnFiles(Predicate<Clipboard> taker) {
    onFiles = taker;
  }

  @Override
  public void paste() {
    if (onFiles.test(Clipboard.getSystemClipboard())) {
      return;
    }
    int from = getSelection().getStart();
    super.paste();
    if (getCaretPosition() > from) {
      onPasted.pasted(from, getCaretPosition());
    }
  }

  @Override
  protected double computePrefHeight(double width) {
    ruler.setFont(getFont());
    double around = snappedTopInset() + snappedBottomInset() + contentHeight();
    ruler.setText("X\n".repeat(MOST_LINES - 1) + "X");
    double most = ruler.getLayoutBounds().getHeight();
    ruler.setText(getText());
    ruler.setWrappingWidth(
        Math.max(0, getWidth() - snappedLeftInset() - snappedRightInset() - contentWidth()));
    double text = Math.min(ruler.getLayoutBounds().getHeight(), most);
    ruler.setWrappingWidth(0);
    return Math.ceil(text) + around;
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
