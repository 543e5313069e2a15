package chatter.client.chat.list;

import java.util.function.DoubleConsumer;
import javafx.css.PseudoClass;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// A thin scroll bar over the whole conversation, loaded or not: it can, because messages are
/// numbered. Style class `scroll-track`, inside `scroll-thumb`.
public final class ScrollThumb extends Region {
  private static final PseudoClass DRAGGED = PseudoClass.getPseudoClass("dragged");
  private static final double WIDTH = 12;
  private static final double SHORTEST = 36;

  private final Region thumb = new Region();
  private final DoubleConsumer onDrag;
  private double position;
  private double share = 1;
  private double grabbedAt;
  private boolean dragged;

  /// @param onDrag told where the thumb was dragged to, 0 (first message) to 1 (last)
  public ScrollThumb(DoubleConsumer onDrag) {
    this.onDrag = onDrag;
    getStyleClass().add("scroll-track");
    thumb.getStyleClass().add("scroll-thumb");
    thumb.setManaged(false);
    getChildren().add(thumb);
    setMinWidth(WIDTH);
    setMaxWidth(WIDTH);
    setPrefWidth(WIDTH);
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseReleased(_ -> setDragged(false));
  }

  /// Shows where the view is.
  ///
  /// @param newPosition 0 at the first message, 1 at the last
  /// @param newShare how much of the conversation is in view, 0 to 1
  public void show(double newPosition, double newShare) {
    if (!dragged) {
      position = Math.clamp(newPosition, 0, 1);
      share = Math.clamp(newShare, 0, 1);
      setVisible(share < 1);
      requestLayout();
    }
  }

  private double thumbHeight() {
    return Math.min(getHeight(), Math.max(SHORTEST, getHeight() * share));
  }

  private void press(MouseEvent press) {
    double top = position * (getHeight() - thumbHeight());
    boolean onThumb = press.getY() >= top && press.getY() <= top + thumbHeight();
    grabbedAt = onThumb ? press.getY() - top : thumbHeight() / 2;
    setDragged(true);
    drag(press);
  }

  private void drag(MouseEvent drag) {
    double room = getHeight() - thumbHeight();
    if (dragged && room > 0) {
      position = Math.clamp((drag.getY() - grabbedAt) / room, 0, 1);
      requestLayout();
      onDrag.accept(position);
    }
    drag.consume();
  }

  private void setDragged(boolean now) {
    dragged = now;
    pseudoClassStateChanged(DRAGGED, now);
  }

  @Override
  protected void layoutChildren() {
    double height = thumbHeight();
    thumb.resizeRelocate(0, snapPositionY(position * (getHeight() - height)), getWidth(), height);
  }
}
