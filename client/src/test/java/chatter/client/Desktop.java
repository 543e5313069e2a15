package chatter.client;

import static org.junit.jupiter.api.Assertions.fail;

import chatter.client.ui.Scrolling;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The real desktop app on the headless platform, as a person uses it.
final class Desktop implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 20;

  private final Path data;
  private final FxRobot robot = new FxRobot();
  private Application app;
  private Stage stage;

  /// Opens the app on a data folder.
  Desktop(Path data) {
    this.data = data;
    open();
  }

  /// Opens the app with the link of an invite.
  Desktop(Path data, String link) {
    this.data = data;
    open(link);
  }

  /// Opens it, as after a restart of the computer.
  ///
  /// @param options what else it is told
  void open(String... options) {
    try {
      stage = FxToolkit.registerPrimaryStage();
      onFx(() -> {
        Platform.setImplicitExit(false);
        return null;
      });
      app =
          FxToolkit.setupApplication(
              ChatterApp.class,
              Stream.concat(
                      // Other servers on this machine come and go, and are not to be seen.
                      Stream.of("--no-nearby", "--data", data.toString()), Stream.of(options))
                  .toArray(String[]::new));
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /// Closes the app; its data stays.
  @Override
  public void close() {
    if (app != null) {
      try {
        FxToolkit.cleanupApplication(app);
      } catch (TimeoutException e) {
        throw new AssertionError(e);
      }
      app = null;
    }
  }

  /// Closes and opens it.
  void restart() {
    close();
    open();
  }

  Stage stage() {
    return stage;
  }

  void resize(double width, double height) {
    onFx(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
      return null;
    });
  }

  /// Clicks on what has this id or style class, or shows exactly this text, once it is there.
  void click(String query) {
    await("something to click on: " + query, () -> target(query) != null);
    settle();
    onFx(() -> {
      Node target = target(query);
      if (target != null) {
        Scrolling.reveal(target);
      }
      return null;
    });
    settle();
    await("something to press: " + query, () -> pressed(target(query)));
    WaitForAsyncUtils.waitForFxEvents();
  }

  /// Looks where it is and presses there in one step: nothing can move or go away in between.
  private boolean pressed(Node node) {
    if (node == null) {
      return false;
    }
    Scene scene = stage.getScene();
    scene.getRoot().applyCss();
    scene.getRoot().layout();
    Bounds all = node.localToScene(node.getBoundsInLocal());
    double x = (Math.max(0, all.getMinX()) + Math.min(scene.getWidth(), all.getMaxX())) / 2;
    double y = (Math.max(0, all.getMinY()) + Math.min(scene.getHeight(), all.getMaxY())) / 2;
    Robot hand = new Robot();
    hand.mouseMove(stage.getX() + scene.getX() + x, stage.getY() + scene.getY() + y);
    hand.mousePress(MouseButton.PRIMARY);
    hand.mouseRelease(MouseButton.PRIMARY);
    return true;
  }

  private Node target(String query) {
    return nodes()
        .filter(node ->
            query.startsWith("#")
                ? query.substring(1).equals(node.getId())
                : node instanceof Labeled labeled && query.equals(labeled.getText()))
        .filter(node -> !node.isDisabled())
        .findFirst()
        .orElse(null);
  }

  /// Writes into the field of this id, instead of what is there.
  void fill(String id, String text) {
    await("a field to write into: " + id, () -> target(id) != null);
    onFx(() -> {
      target(id).requestFocus();
      if (stage.getScene().getFocusOwner() instanceof TextInputControl field) {
        field.selectAll();
      }
      return null;
    });
    type(text);
  }

  void type(String text) {
    // Straight to who has the focus: the robot knows only the keys of one keyboard.
    onFx(() -> {
      if (stage.getScene().getFocusOwner() instanceof TextInputControl field) {
        field.replaceSelection(text);
        return null;
      }
      return fail("no field has the focus, but " + stage.getScene().getFocusOwner());
    });
  }

  /// Writes a message and presses Enter.
  void say(String text) {
    click("#input");
    type(text);
    press(KeyCode.ENTER);
  }

  void press(KeyCode... keys) {
    robot.push(keys);
  }

  /// Presses the button that connects at once, unless the app has connected by itself meanwhile and
  /// the button is gone.
  void tryNow() {
    onFx(() -> {
      if (target("#tryNow") instanceof Button button) {
        button.fire();
      }
      return null;
    });
  }

  /// Waits until this text can be seen.
  void sees(String text) {
    await("the text: " + text, () -> shows(text));
  }

  /// Waits until this text cannot be seen.
  void seesNoMore(String text) {
    await("no text: " + text, () -> !shows(text));
  }

  boolean shows(String text) {
    return onFx(() ->
        nodes().map(Desktop::textOf).filter(Objects::nonNull).anyMatch(t -> t.contains(text)));
  }

  private static String textOf(Node node) {
    return switch (node) {
      case Labeled labeled -> labeled.getText();
      case Text shown -> shown.getText();
      case TextInputControl field -> field.getText();
      default -> null;
    };
  }

  /// The node with an id.
  <T extends Node> T node(String id, Class<T> type) {
    await("the node " + id, () -> nodes().anyMatch(node -> id.equals(node.getId())));
    return onFx(
        () -> nodes().filter(node -> id.equals(node.getId())).map(type::cast).findFirst().get());
  }

  /// Waits until a condition holds on the JavaFX application thread.
  void await(String what, BooleanSupplier condition) {
    await(DEADLINE_SECONDS, what, condition);
  }

  /// The same for what may take longer: from one try to connect to the next it is up to half a
  /// minute.
  void await(long seconds, String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!onFx(condition::getAsBoolean)) {
      if (System.nanoTime() > deadline) {
        fail("not within " + seconds + " s: " + what + "; there is: " + onFx(this::words));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
    }
  }

  private String words() {
    return nodes().map(Desktop::textOf).filter(Objects::nonNull).toList().toString();
  }

  /// Waits until nothing moves any more: two looks, a few frames apart, see the same.
  void settle() {
    WaitForAsyncUtils.waitForFxEvents();
    List<Double> last = new ArrayList<>();
    await(
        "an end of the movement",
        () -> {
          List<Double> now = nodes().flatMap(Desktop::place).toList();
          boolean still = now.equals(last);
          last.clear();
          last.addAll(now);
          return still;
        });
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static Stream<Double> place(Node node) {
    return Stream.of(node.getOpacity(), node.getTranslateX(), node.getLayoutX(), node.getLayoutY());
  }

  /// What can be seen.
  WritableImage picture() {
    settle();
    return onFx(() -> stage.getScene().snapshot(null));
  }

  /// Every node that can be seen, the topmost layer first.
  private Stream<Node> nodes() {
    Stream.Builder<Node> found = Stream.builder();
    Deque<Node> next = new ArrayDeque<>();
    next.add(stage.getScene().getRoot());
    while (!next.isEmpty()) {
      Node node = next.poll();
      if (node.isVisible()) {
        found.add(node);
        if (node instanceof Parent parent) {
          parent.getChildrenUnmodifiable().forEach(next::addFirst);
        }
      }
    }
    return found.build();
  }

  <T> T onFx(Callable<T> call) {
    return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS), call);
  }
}
