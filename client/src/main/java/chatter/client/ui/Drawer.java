package chatter.client.ui;

import javafx.animation.Animation;
import javafx.animation.KeyValue;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// A sheet that slides in from the left over everything else, with a scrim beside it. Escape and a
/// click on the scrim close it; the keyboard stays inside while it is open. Style classes
/// `drawer-scrim` and `drawer-sheet`. JavaFX application thread only.
public final class Drawer extends Region {
  private static final double WIDTH = 340;

  private final Region scrim = new Region();
  private final Sheet sheet = new Sheet();
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final FocusTrap trap = new FocusTrap(sheet);
  private Animation moving;

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

  /// Slides in.
  public void open() {
    if (open.get()) {
      return;
    }
    open.set(true);
    setVisible(true);
    if (sheet.getTranslateX() == 0) {
      sheet.setTranslateX(-WIDTH);
    }
    trap.set();
    sheet.requestFocus();
    move(0, 1, () -> {});
  }

  /// Slides out.
  public void close() {
    if (!open.get()) {
      return;
    }
    open.set(false);
    trap.release();
    move(-sheetWidth(), 0, () -> setVisible(false));
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
    sheet.resizeRelocate(0, 0, sheetWidth(), getHeight());
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
