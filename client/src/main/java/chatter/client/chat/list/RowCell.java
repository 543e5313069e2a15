package chatter.client.chat.list;

import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.animation.ParallelTransition;
import javafx.animation.TranslateTransition;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// The node of one row of an `AnchoredList`. A cell is reused for many rows, so it holds no
/// listener on anything that outlives it: what it shows is a function of the row it was given last.
/// JavaFX application thread only.
///
/// @param <R> the rows it can show
public abstract class RowCell<R> extends Region {
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final double SLIDE_PX = 8;
  private static final Duration ENTRY = Duration.millis(180);

  private R row;
  private double measuredFor = -1;
  private double measured;
  private double top;
  private ParallelTransition entry;

  /// Shows another row, or a newer state of the same one.
  protected abstract void update(R row);

  /// Lets go of whatever belongs to the row shown last (images, tool tips), because the cell goes
  /// into the pool.
  protected void release() {}

  public final R row() {
    return row;
  }

  final void show(R next) {
    if (!next.equals(row)) {
      row = next;
      update(next);
    }
  }

  final void retire() {
    settle();
    setCurrent(false);
    row = null;
    release();
    setVisible(false);
  }

  /// The row's height at a width, whole pixels; measured again only after something in it changed.
  final double heightFor(double width) {
    if (measuredFor != width) {
      measured = snapSizeY(prefHeight(width));
      measuredFor = width;
    }
    return measured;
  }

  /// Where the row's upper edge is, in the list's coordinates. Unlike `layoutY` it is not rounded
  /// to pixels, so that many small scroll steps add up exactly.
  public final double top() {
    return top;
  }

  public final double bottom() {
    return top + measured;
  }

  final void place(double newTop) {
    top = newTop;
    setLayoutY(snapPositionY(newTop));
  }

  final void setCurrent(boolean current) {
    pseudoClassStateChanged(CURRENT, current);
  }

  /// Fades and slides in.
  final void enter() {
    settle();
    FadeTransition fade = new FadeTransition(ENTRY, this);
    fade.setFromValue(0);
    fade.setToValue(1);
    TranslateTransition slide = new TranslateTransition(ENTRY, this);
    slide.setFromY(SLIDE_PX);
    slide.setToY(0);
    slide.setInterpolator(Interpolator.EASE_OUT);
    entry = new ParallelTransition(fade, slide);
    setOpacity(0);
    setTranslateY(SLIDE_PX);
    entry.play();
  }

  private void settle() {
    if (entry != null) {
      entry.stop();
      entry = null;
      setOpacity(1);
      setTranslateY(0);
    }
  }

  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case INDEX ->
          row instanceof ListRow shown && getParent() instanceof AnchoredList<?> list
              ? list.indexOf(shown.key())
              : -1;
      case SELECTED -> getPseudoClassStates().contains(CURRENT);
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.REQUEST_FOCUS
        && row instanceof ListRow shown
        && getParent() instanceof AnchoredList<?> list) {
      list.focusAsked(shown.key());
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }

  @Override
  public void requestLayout() {
    measuredFor = -1;
    super.requestLayout();
  }
}
