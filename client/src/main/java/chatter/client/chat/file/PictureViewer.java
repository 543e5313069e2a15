package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.dialog.FocusTrap;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;

/// Pictures of messages over the whole window, one at a time. The arrow keys go to the others, `+`
/// and `-` and the wheel make one larger and smaller, 0 fits it in; dragged it moves; Escape ends.
/// Put it on top of the screen's root. Style class `picture-viewer`. JavaFX application thread
/// only.
public final class PictureViewer extends StackPane {
  private static final double STEP = 1.25;
  private static final double LARGEST = 8;
  private static final long MOVING_BYTES = 4L * 1024 * 1024;
  private static final double MOST_PIXELS = 1_600;
  private static final double EDGE = 56;

  private final Texts texts;
  private final Pictures pictures;
  private final FileActions actions;
  private final FocusTrap trap = new FocusTrap(this);
  private final ImageView view = new ImageView();
  private final StackPane stage = new StackPane(view);
  private final Label place = new Label();
  private final Label name = new Label();
  private final Label missing = new Label();
  private final Button previous;
  private final Button next;
  private final Button goTo;
  private IntConsumer onGoTo;
  private List<MessageFile> shown = List.of();
  private int at;
  private double zoom = 1;
  private double pressedX;
  private double pressedY;

  /// An invisible one.
  public PictureViewer(Texts texts, Pictures pictures, FileActions actions) {
    this.texts = texts;
    this.pictures = pictures;
    this.actions = actions;
    getStyleClass().add("picture-viewer");
    setAccessibleRole(AccessibleRole.DIALOG);
    setFocusTraversable(true);
    view.setPreserveRatio(true);
    view.setSmooth(true);
    missing.getStyleClass().add("viewer-words");
    name.getStyleClass().add("viewer-words");
    name.setMinWidth(0);
    place.getStyleClass().add("viewer-words");
    place.setMinWidth(USE_PREF_SIZE);
    previous = button(Icon.CHEVRON_LEFT, "viewer.previous", () -> go(at - 1));
    next = button(Icon.CHEVRON_RIGHT, "viewer.next", () -> go(at + 1));
    goTo = button(Icon.MESSAGE_CIRCLE, "viewer.goTo", this::goTo);
    goTo.managedProperty().bind(goTo.visibleProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox bar =
        new HBox(
            4,
            name,
            gap,
            place,
            previous,
            next,
            button(Icon.MINUS, "viewer.zoomOut", () -> zoom(1 / STEP)),
            button(Icon.PLUS, "viewer.zoomIn", () -> zoom(STEP)),
            goTo,
            button(Icon.DOWNLOAD, "file.save", () -> actions.save(shown.get(at), "")),
            button(Icon.X, "viewer.close", this::close));
    bar.getStyleClass().add("viewer-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.setMaxHeight(USE_PREF_SIZE);
    setAlignment(bar, Pos.TOP_CENTER);
    Rectangle edge = new Rectangle();
    edge.widthProperty().bind(widthProperty());
    edge.heightProperty().bind(heightProperty());
    setClip(edge);
    getChildren().addAll(stage, missing, bar);
    setVisible(false);
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    stage.addEventHandler(
        MouseEvent.MOUSE_PRESSED,
        press -> {
          pressedX = press.getX() - view.getTranslateX();
          pressedY = press.getY() - view.getTranslateY();
        });
    stage.addEventHandler(
        MouseEvent.MOUSE_DRAGGED, drag -> move(drag.getX() - pressedX, drag.getY() - pressedY));
    stage.addEventHandler(
        MouseEvent.MOUSE_CLICKED,
        click -> {
          if (click.isStillSincePress() && !view.equals(click.getTarget())) {
            close();
          } else if (click.getClickCount() == 2) {
            setZoom(zoom > 1 ? 1 : 2);
          }
        });
    addEventHandler(
        ScrollEvent.SCROLL,
        scroll -> {
          if (scroll.getDeltaY() != 0) {
            zoom(scroll.getDeltaY() > 0 ? STEP : 1 / STEP);
          }
          scroll.consume();
        });
    addEventHandler(ZoomEvent.ZOOM, pinch -> zoom(pinch.getZoomFactor()));
    widthProperty().subscribe(this::fit);
    heightProperty().subscribe(this::fit);
  }

  private Button button(Icon icon, String key, Runnable action) {
    Button button = new Button();
    button.setGraphic(icon.node(20));
    button.getStyleClass().addAll("icon-button", "viewer-button");
    button.setAccessibleText(texts.say(key));
    button.setOnAction(_ -> action.run());
    return button;
  }

  /// Shows pictures, one of them first.
  public void open(List<MessageFile> files, int first) {
    open(files, first, null);
  }

  /// The same for pictures of several messages.
  ///
  /// @param goToMessage goes to the message of one of them; null if that is where one is
  public void open(List<MessageFile> files, int first, IntConsumer goToMessage) {
    onGoTo = goToMessage;
    goTo.setVisible(goToMessage != null);
    shown = files;
    if (!isVisible()) {
      setVisible(true);
      trap.set();
    }
    requestFocus();
    at = -1;
    go(first);
  }

  /// Takes it away.
  public void close() {
    if (isVisible()) {
      view.setImage(null);
      setVisible(false);
      trap.release();
    }
  }

  private void goTo() {
    int place = at;
    IntConsumer chosen = onGoTo;
    close();
    chosen.accept(place);
  }

  private void go(int to) {
    if (to < 0 || to >= shown.size() || to == at) {
      return;
    }
    at = to;
    MessageFile file = shown.get(at);
    name.setText(file.name());
    place.setText(
        shown.size() == 1 ? "" : texts.say("viewer.place", (long) at + 1, (long) shown.size()));
    previous.setDisable(at == 0);
    next.setDisable(at == shown.size() - 1);
    setAccessibleText(texts.say("viewer.label", file.name()));
    missing.setText("");
    view.setImage(null);
    setZoom(1);
    boolean moves =
        file.mediaType().equals("image/gif")
            && file.bytes() <= MOVING_BYTES
            && !Platform.getPreferences().isReducedMotion();
    fetch(file, moves);
  }

  private void fetch(MessageFile file, boolean moves) {
    pictures.get(
        file,
        moves ? Pictures.Size.WHOLE : Pictures.Size.LARGE,
        moves ? 0 : side(file, file.width()),
        moves ? 0 : side(file, file.height()),
        () -> shows(file),
        image -> {
          if (shows(file)) {
            show(image);
          }
        },
        failure -> {
          if (failure instanceof Pictures.TooMuchException) {
            fetch(file, false);
          } else if (shows(file)) {
            missing.setText(
                texts.say(
                    failure instanceof Pictures.GoneException
                        ? "file.unavailable"
                        : "file.notLoaded",
                    file.name()));
          }
        });
  }

  /// A side of it in pixels, when its longer one has no more than there is use for.
  private static int side(MessageFile file, int of) {
    double scale = Math.min(1, MOST_PIXELS / Math.max(file.width(), file.height()));
    return Math.max(1, (int) Math.round(of * scale));
  }

  private boolean shows(MessageFile file) {
    return isVisible() && at >= 0 && file.equals(shown.get(at));
  }

  private void show(Image image) {
    view.setImage(image);
    fit();
  }

  /// As large as the window and the picture itself allow.
  private void fit() {
    if (shown.isEmpty() || at < 0) {
      return;
    }
    MessageFile file = shown.get(at);
    double scale =
        Math.min(
            1,
            Math.min(
                getWidth() / file.width(), Math.max(1, getHeight() - 2 * EDGE) / file.height()));
    view.setFitWidth(file.width() * scale);
    view.setFitHeight(file.height() * scale);
    move(view.getTranslateX(), view.getTranslateY());
  }

  private void zoom(double factor) {
    setZoom(Math.clamp(zoom * factor, 1, LARGEST));
  }

  private void setZoom(double times) {
    zoom = times;
    view.setScaleX(times);
    view.setScaleY(times);
    move(view.getTranslateX(), view.getTranslateY());
  }

  /// How many times larger it is than fitted in.
  double zoom() {
    return zoom;
  }

  /// Which one is shown.
  int place() {
    return at;
  }

  /// No further than to its edges.
  private void move(double x, double y) {
    double spareX = Math.max(0, (view.getFitWidth() * zoom - getWidth()) / 2);
    double spareY = Math.max(0, (view.getFitHeight() * zoom - getHeight() + 2 * EDGE) / 2);
    view.setTranslateX(Math.clamp(x, -spareX, spareX));
    view.setTranslateY(Math.clamp(y, -spareY, spareY));
  }

  private void pressed(KeyEvent key) {
    double step = 60;
    boolean moving = key.isShiftDown();
    switch (key.getCode()) {
      case ESCAPE -> close();
      case LEFT -> {
        if (moving) {
          move(view.getTranslateX() + step, view.getTranslateY());
        } else {
          go(at - 1);
        }
      }
      case RIGHT -> {
        if (moving) {
          move(view.getTranslateX() - step, view.getTranslateY());
        } else {
          go(at + 1);
        }
      }
      case UP -> move(view.getTranslateX(), view.getTranslateY() + step);
      case DOWN -> move(view.getTranslateX(), view.getTranslateY() - step);
      case HOME -> go(0);
      case END -> go(shown.size() - 1);
      case PLUS, ADD, EQUALS -> zoom(STEP);
      case MINUS, SUBTRACT -> zoom(1 / STEP);
      case DIGIT0, NUMPAD0 -> setZoom(1);
      case S -> actions.save(shown.get(at), "");
      default -> {
        return;
      }
    }
    key.consume();
  }
}
