package chatter.client.ui.dialog;

import java.util.HashMap;
import java.util.Map;
import javafx.event.EventHandler;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// A small sheet beside what it is about, over everything else, one at a time. A press elsewhere
/// and Escape close it, and so does the button that opened it. Either it has the keyboard, or it
/// leaves it to whoever has it. What takes long to draw can be prepared, and is kept then. Put it
/// on top of the screen. Style class `popover`. JavaFX application thread only.
public final class Popover extends Region {
  private static final double GAP = 6;
  private static final double EDGE = 8;

  /// For what is shown once.
  private final Sheet passing = new Sheet();

  private final Map<Node, Sheet> kept = new HashMap<>();

  /// The shadow of what is shown, by itself, so that it is not drawn anew with everything that
  /// changes on the sheet: nothing takes longer to draw.
  private final Region shade = new Region();

  private final EventHandler<MouseEvent> pressed = this::pressedSomewhere;
  private final EventHandler<KeyEvent> keys = this::escaped;
  private Bounds about = new BoundingBox(0, 0, 0, 0);
  private Sheet sheet = passing;
  private Scene scene;
  private Node content;
  private Node opener;
  private boolean trapped;

  /// What something lies on.
  private static final class Sheet extends StackPane {
    private final FocusTrap trap = new FocusTrap(this);

    Sheet() {
      getStyleClass().add("popover");
      setAlignment(Pos.TOP_LEFT);
      setAccessibleRole(AccessibleRole.DIALOG);
      setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
      setPickOnBounds(false);
      setVisible(false);
    }
  }

  /// A closed one.
  public Popover() {
    shade.getStyleClass().add("popover-shade");
    shade.setMouseTransparent(true);
    shade.setManaged(false);
    shade.setCache(true);
    getChildren().addAll(shade, passing);
    setPickOnBounds(false);
    setVisible(false);
  }

  /// Keeps something here, unseen, that will be shown later, perhaps often: it is laid out with
  /// everything else, and need not be when it is opened.
  public void keep(Node later) {
    if (!kept.containsKey(later)) {
      Sheet its = new Sheet();
      its.getChildren().add(later);
      kept.put(later, its);
      getChildren().add(its);
    }
  }

  /// Shows something beside a node, with the keyboard.
  ///
  /// @param start what has the keyboard at first
  public void open(Node newContent, Node beside, Node start) {
    show(newContent, beside.localToScene(beside.getLayoutBounds()));
    opener = beside;
    trapped = true;
    sheet.trap.set();
    start.requestFocus();
  }

  /// Shows something beside a place in the scene and leaves the keyboard where it is. Shown again
  /// with the same content it only moves.
  public void openBeside(Node newContent, Bounds place) {
    if (isShowing(newContent)) {
      about = place;
      requestLayout();
    } else {
      show(newContent, place);
    }
  }

  private void show(Node newContent, Bounds place) {
    close();
    content = newContent;
    about = place;
    sheet = kept.getOrDefault(newContent, passing);
    if (sheet.equals(passing)) {
      sheet.getChildren().setAll(newContent);
    }
    sheet.setVisible(true);
    sheet.setAccessibleText(newContent.getAccessibleText());
    setVisible(true);
    scene = getScene();
    scene.addEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
    addEventHandler(KeyEvent.KEY_PRESSED, keys);
    requestLayout();
  }

  /// Whether this is what is shown.
  public boolean isShowing(Node what) {
    return isVisible() && what.equals(content);
  }

  /// Takes away what is shown, if anything is.
  public void close() {
    if (!isVisible()) {
      return;
    }
    setVisible(false);
    scene.removeEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
    removeEventHandler(KeyEvent.KEY_PRESSED, keys);
    scene = null;
    content = null;
    opener = null;
    if (trapped) {
      trapped = false;
      sheet.trap.release();
    }
    sheet.setVisible(false);
    passing.getChildren().clear();
  }

  private void pressedSomewhere(MouseEvent press) {
    if (!isAt(sheet, press)) {
      if (opener instanceof ButtonBase && isAt(opener, press)) {
        // It would open again at once.
        press.consume();
      }
      close();
    }
  }

  private static boolean isAt(Node node, MouseEvent press) {
    return node.contains(node.sceneToLocal(press.getSceneX(), press.getSceneY()));
  }

  private void escaped(KeyEvent key) {
    if (key.getCode() == KeyCode.ESCAPE) {
      close();
      key.consume();
    }
  }

  /// Above what it is about if there is room, else below, and inside the window in any case.
  @Override
  protected void layoutChildren() {
    kept.values().stream().filter(one -> !one.isVisible()).forEach(Sheet::autosize);
    if (!isVisible()) {
      return;
    }
    Bounds place = sceneToLocal(about);
    double width = Math.min(snapSizeX(sheet.prefWidth(-1)), getWidth() - 2 * EDGE);
    double height = Math.min(snapSizeY(sheet.prefHeight(width)), getHeight() - 2 * EDGE);
    double x = Math.clamp(place.getMinX(), EDGE, Math.max(EDGE, getWidth() - EDGE - width));
    double above = place.getMinY() - GAP - height;
    double y = above >= EDGE ? above : place.getMaxY() + GAP;
    sheet.resizeRelocate(
        snapPositionX(x),
        snapPositionY(Math.clamp(y, EDGE, Math.max(EDGE, getHeight() - EDGE - height))),
        width,
        height);
    shade.resizeRelocate(sheet.getLayoutX(), sheet.getLayoutY(), width, height);
  }
}
