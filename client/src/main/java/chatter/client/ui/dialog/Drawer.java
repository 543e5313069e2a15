package chatter.client.ui.dialog;

import chatter.client.ui.Motion;
import javafx.animation.Animation;
import javafx.animation.KeyValue;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// A sheet that slides in from the left over everything else, with a scrim beside it. Escape and a
/// click on the scrim close it; the keyboard stays inside while it is open. It can also stand
/// beside everything else, at the right, which stays usable then. Style classes `drawer-scrim` and
/// `drawer-sheet`, pseudo-class `beside`. JavaFX application thread only.
public final class Drawer extends Region {
  private static final double WIDTH = 340;
  private static final PseudoClass BESIDE = PseudoClass.getPseudoClass("beside");

  private final Region scrim = new Region();
  private final Sheet sheet = new Sheet();
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final FocusTrap trap = new FocusTrap(sheet);
  private final ReadOnlyDoubleWrapper taken = new ReadOnlyDoubleWrapper();
  private Animation moving;

  /// At which side it is, also while it slides out.
  private boolean atRight;

  /// A closed, empty one.
  public Drawer() {
    getStyleClass().add("drawer");
    scrim.getStyleClass().add("drawer-scrim");
    scrim.setOnMouseClicked(click -> close());
    scrim.setOpacity(0);
    getChildren().addAll(scrim, sheet);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    setVisible(false);
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
          }
        });
  }

  /// What is on the sheet.
  public void setContent(Node content) {
    sheet.getChildren().setAll(content);
  }

  /// Puts nothing on the sheet.
  public void clear() {
    sheet.getChildren().clear();
  }

  /// Whether it is open, or opening.
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /// How much of the width it takes from everything else, at the right; 0 unless it stands beside.
  public ReadOnlyDoubleProperty takenProperty() {
    return taken.getReadOnlyProperty();
  }

  /// Slides in over everything else.
  public void open() {
    if (open.get() && !isBeside()) {
      return;
    }
    slideIn(false);
    stand(false);
    trap.set();
    sheet.requestFocus();
    move(0, 1, () -> {});
  }

  /// Slides in beside everything else. The focus stays where it is.
  public void openBeside() {
    if (open.get()) {
      return;
    }
    slideIn(true);
    stand(true);
    move(0, 0, () -> {});
  }

  private void slideIn(boolean fromRight) {
    if (!open.get() && (atRight != fromRight || sheet.getTranslateX() == 0)) {
      sheet.setTranslateX(fromRight ? WIDTH : -WIDTH);
    }
    atRight = fromRight;
    requestLayout();
    open.set(true);
    setVisible(true);
  }

  private boolean isBeside() {
    return taken.get() > 0;
  }

  private void stand(boolean beside) {
    taken.set(beside ? WIDTH : 0);
    // What is beside it takes the mouse.
    setPickOnBounds(!beside);
    scrim.setVisible(!beside);
    pseudoClassStateChanged(BESIDE, beside);
  }

  /// Slides out.
  public void close() {
    if (!open.get()) {
      return;
    }
    open.set(false);
    stand(false);
    trap.release();
    move(atRight ? sheetWidth() : -sheetWidth(), 0, () -> setVisible(false));
  }

  private void move(double to, double opacity, Runnable whenDone) {
    if (moving != null) {
      moving.stop();
    }
    moving =
        Motion.play(
            Motion.MOVE,
            whenDone,
            new KeyValue(sheet.translateXProperty(), to, Motion.EASE),
            new KeyValue(scrim.opacityProperty(), opacity, Motion.EASE));
  }

  private double sheetWidth() {
    return Math.min(WIDTH, getWidth());
  }

  @Override
  protected void layoutChildren() {
    scrim.resizeRelocate(0, 0, getWidth(), getHeight());
    sheet.resizeRelocate(atRight ? getWidth() - sheetWidth() : 0, 0, sheetWidth(), getHeight());
  }

  private static final class Sheet extends Region {
    Sheet() {
      getStyleClass().add("drawer-sheet");
      setAccessibleRole(AccessibleRole.DIALOG);
      setFocusTraversable(false);
      setTranslateX(-WIDTH);
    }

    @Override
    public ObservableList<Node> getChildren() {
      return super.getChildren();
    }

    @Override
    protected void layoutChildren() {
      for (Node child : getManagedChildren()) {
        layoutInArea(
            child,
            0,
            0,
            getWidth(),
            getHeight(),
            0,
            javafx.geometry.HPos.LEFT,
            javafx.geometry.VPos.TOP);
      }
    }
  }
}
