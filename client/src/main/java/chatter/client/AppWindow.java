package chatter.client;

import chatter.client.prefs.Appearance;
import chatter.client.prefs.WindowBounds;
import chatter.client.ui.ScaledPane;
import chatter.client.ui.Theme;
import chatter.client.ui.dialog.DialogLayer;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.dialog.Drawer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// The window: one screen at a time, the drawer and the questions over it, dressed in the theme.
/// JavaFX application thread only.
final class AppWindow implements AutoCloseable {
  private static final double MIN_WIDTH = 360;

  /// Fits a screen of 800 × 600 pixels, or of 1366 × 768, that shows everything at 150 %.
  private static final double MIN_HEIGHT = 320;

  private static final double WIDTH = 1180;
  private static final double HEIGHT = 760;

  /// From this width on there is room for the drawer and a chat side by side.
  private static final double BESIDE = 900;

  private static final KeyCombination MENU_KEY =
      new KeyCodeCombination(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN);

  private static final KeyCombination QUIT_KEY =
      new KeyCodeCombination(KeyCode.Q, KeyCombination.SHORTCUT_DOWN);

  private final Stage stage;
  private final String name;
  private final StackPane screen = new StackPane();
  private final StackPane layers;
  private final ScaledPane scaled;
  private final Drawer drawer = new Drawer();
  private final DialogLayer dialogs = new DialogLayer();
  private final Theme theme;
  private final ListChangeListener<Screen> screensWatcher = change -> screensChanged();
  private Rectangle2D restored = new Rectangle2D(0, 0, WIDTH, HEIGHT);

  private Runnable comingUp = () -> {};

  /// How much larger than usual everything is.
  private double textScale = 1;

  AppWindow(Stage stage, String title) {
    this.stage = stage;
    name = title;
    layers = new StackPane(screen, drawer, dialogs);
    scaled = new ScaledPane(layers);
    Scene scene = new Scene(scaled, WIDTH, HEIGHT);
    drawer
        .takenProperty()
        .subscribe(taken -> screen.setPadding(new Insets(0, taken.doubleValue(), 0, 0)));
    theme = new Theme(scene);
    layers
        .widthProperty()
        .subscribe(width -> {
          // No room for both any more.
          if (width.doubleValue() < BESIDE && drawer.takenProperty().get() > 0) {
            drawer.open();
          }
        });
    stage.setScene(scene);
    stage.setTitle(title);
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    stage.getIcons().add(new Image(Theme.class.getResource("app-icon.png").toExternalForm()));
    stage.xProperty().subscribe(this::moved);
    stage.yProperty().subscribe(this::moved);
    stage.widthProperty().subscribe(this::moved);
    stage.heightProperty().subscribe(this::moved);
    Screen.getScreens().addListener(screensWatcher);
  }

  /// Shows the window where it was, all of it on a screen that is there.
  void open(Optional<WindowBounds> place) {
    restore(place);
    stage.show();
  }

  /// Puts the window where it was, all of it on a screen that is there, without showing it.
  void restore(Optional<WindowBounds> place) {
    put(
        place
            .map(was ->
                new Rectangle2D(was.x(), was.y(), positive(was.width()), positive(was.height())))
            .map(was -> WindowFit.fit(was, screens()))
            .orElseGet(() -> WindowFit.centred(WIDTH, HEIGHT, screens().getFirst())));
    stage.setMaximized(place.filter(WindowBounds::maximized).isPresent());
  }

  /// A size that makes no sense is none.
  private static double positive(double size) {
    return size > 0 ? size : MIN_WIDTH;
  }

  private void put(Rectangle2D bounds) {
    limitTo(bounds);
    stage.setX(bounds.getMinX());
    stage.setY(bounds.getMinY());
    stage.setWidth(bounds.getWidth());
    stage.setHeight(bounds.getHeight());
    moved();
  }

  /// No window may be larger than its screen, not even the smallest one.
  private void limitTo(Rectangle2D bounds) {
    Rectangle2D screen = WindowFit.screenOf(bounds, screens());
    stage.setMinWidth(Math.min(MIN_WIDTH * textScale, screen.getWidth()));
    stage.setMinHeight(Math.min(MIN_HEIGHT * textScale, screen.getHeight()));
  }

  private static List<Rectangle2D> screens() {
    Screen primary = Screen.getPrimary();
    return Stream.concat(
            Stream.of(primary),
            Screen.getScreens().stream().filter(screen -> !screen.equals(primary)))
        .map(Screen::getVisualBounds)
        .toList();
  }

  /// A screen was unplugged, turned, or shows everything larger now.
  private void screensChanged() {
    boolean free = !stage.isMaximized() && !stage.isFullScreen();
    if (stage.isShowing() && free && !WindowFit.usable(restored, screens())) {
      put(WindowFit.fit(restored, screens()));
    }
  }

  /// Asks before the window is closed by its person.
  void whenClosing(BooleanSupplier mayClose) {
    stage.setOnCloseRequest(event -> {
      if (!mayClose.getAsBoolean()) {
        event.consume();
      }
    });
  }

  /// Takes the window away; the program goes on.
  void hide() {
    stage.hide();
  }

  /// Makes it small, as its own button does, and shows it that way if it did not show.
  void minimise() {
    stage.setIconified(true);
    stage.show();
  }

  /// Says what happens before it is shown again, whoever asks for it.
  void whenComingUp(Runnable action) {
    comingUp = action;
  }

  /// Shows it again, before all others.
  void comeUp() {
    comingUp.run();
    stage.setIconified(false);
    stage.show();
    stage.toFront();
    stage.requestFocus();
  }

  private void moved() {
    boolean placed = stage.getWidth() > 0 && stage.getHeight() > 0 && stage.getX() > -30_000;
    if (placed && !stage.isMaximized() && !stage.isIconified() && !stage.isFullScreen()) {
      restored = new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
    }
  }

  /// Where it is, to be remembered.
  WindowBounds place() {
    return new WindowBounds(
        restored.getMinX(),
        restored.getMinY(),
        restored.getWidth(),
        restored.getHeight(),
        stage.isMaximized());
  }

  /// Calls it something else for as long as there is something to tell; empty is what it is called
  /// otherwise.
  void setTitle(String title) {
    stage.setTitle(title.isEmpty() ? name : title);
  }

  /// Shows another screen.
  void show(Region content) {
    drawer.close();
    screen.getChildren().setAll(content);
  }

  /// Whether this is the screen that shows.
  boolean shows(Region content) {
    return screen.getChildren().contains(content);
  }

  /// Shows everything so much larger or smaller, for whoever wants text so.
  ///
  /// @param factor 1 is usual
  void setTextScale(double factor) {
    if (factor != textScale) {
      textScale = factor;
      scaled.setScale(factor);
      theme.setTextScale(factor);
      limitTo(restored);
    }
  }

  void dress(Appearance appearance) {
    theme.choose(
        switch (appearance) {
          case SYSTEM -> Theme.Choice.SYSTEM;
          case LIGHT -> Theme.Choice.LIGHT;
          case DARK -> Theme.Choice.DARK;
        });
  }

  /// What Ctrl+comma does.
  void setMenuKey(Runnable action) {
    stage.getScene().getAccelerators().put(MENU_KEY, action);
  }

  /// What Ctrl+Q does.
  void setQuitKey(Runnable action) {
    stage.getScene().getAccelerators().put(QUIT_KEY, action);
  }

  void setDrawer(Node content) {
    drawer.setContent(content);
  }

  /// Opens the drawer beside the screen where the window is wide enough, otherwise over it.
  void openDrawerBeside() {
    if (layers.getWidth() < BESIDE) {
      drawer.open();
    } else {
      drawer.openBeside();
    }
  }

  void clearDrawer() {
    drawer.clear();
  }

  Drawer drawer() {
    return drawer;
  }

  Dialogs dialogs() {
    return dialogs;
  }

  ReadOnlyBooleanProperty inFront() {
    return stage.focusedProperty();
  }

  /// Stops following the system's theme and its screens.
  @Override
  public void close() {
    Screen.getScreens().removeListener(screensWatcher);
    theme.close();
  }
}
