package chatter.client.story;

import static org.junit.jupiter.api.Assertions.fail;

import chatter.client.ChatterApp;
import chatter.client.ui.Fx;
import chatter.client.ui.Scrolling;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The real desktop app on the headless platform, as a person uses it.
final class Desktop implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 60;

  /// Two clicks nearer to each other than this can be taken for one double click, since nobody
  /// waits in between.
  private static final double DOUBLE_CLICK = 60;

  private final Path data;
  private Application app;
  private Stage stage;
  private Point2D pressedLast = Point2D.ZERO;

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
    pulses(1);
    await("something to press: " + query, () -> pressed(target(query)));
    pulses(1);
  }

  /// Chooses from the menu that is open.
  void choose(String words) {
    await("in a menu: " + words, () -> item(words) != null);
    onFx(() -> {
      MenuItem item = item(words);
      item.fire();
      item.getParentPopup().hide();
      return null;
    });
  }

  private static MenuItem item(String words) {
    return Window.getWindows().stream()
        .filter(ContextMenu.class::isInstance)
        .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
        .filter(item -> words.equals(item.getText()))
        .findFirst()
        .orElse(null);
  }

  /// Looks where it is and presses there in one step: nothing can move or go away in between.
  private boolean pressed(Node node) {
    if (node == null) {
      return false;
    }
    Scene scene = stage.getScene();
    Fx.layOut(scene.getRoot());
    Bounds all = node.localToScene(node.getBoundsInLocal());
    double x = (Math.max(0, all.getMinX()) + Math.min(scene.getWidth(), all.getMaxX())) / 2;
    double y = (Math.max(0, all.getMinY()) + Math.min(scene.getHeight(), all.getMaxY())) / 2;
    Point2D place = new Point2D(stage.getX() + scene.getX() + x, stage.getY() + scene.getY() + y);
    Robot hand = new Robot();
    if (place.distance(pressedLast) < DOUBLE_CLICK) {
      hand.mouseMove(place.add(DOUBLE_CLICK, DOUBLE_CLICK));
    }
    hand.mouseMove(place);
    pressedLast = place;
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

  /// Presses these keys together.
  void press(KeyCode... keys) {
    onFx(() -> {
      Robot hand = new Robot();
      Stream.of(keys).forEach(hand::keyPress);
      List.of(keys).reversed().forEach(hand::keyRelease);
      return null;
    });
    pulses(1);
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
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(15));
    }
  }

  private String words() {
    return nodes().map(Desktop::textOf).filter(Objects::nonNull).toList().toString();
  }

  /// Waits until nothing moves any more: three looks, a frame apart, see the same.
  void settle() {
    List<Double> last = new ArrayList<>();
    AtomicInteger same = new AtomicInteger();
    eachPulse(
        "an end of the movement",
        () -> {
          List<Double> now = nodes().flatMap(Desktop::place).toList();
          same.set(now.equals(last) ? same.get() + 1 : 0);
          last.clear();
          last.addAll(now);
          return same.get() == 2;
        });
  }

  /// Lets what is asked for now be laid out.
  private void pulses(int count) {
    AtomicInteger left = new AtomicInteger(count);
    eachPulse("a frame", () -> left.getAndDecrement() == 0);
  }

  /// Asks at the beginning of each frame, until the answer is yes.
  private void eachPulse(String what, BooleanSupplier enough) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    AnimationTimer frames =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            try {
              if (enough.getAsBoolean()) {
                stop();
                done.complete(null);
              }
            } catch (RuntimeException e) {
              stop();
              done.completeExceptionally(e);
            }
          }
        };
    onFx(() -> {
      frames.start();
      return null;
    });
    try {
      done.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      onFx(() -> {
        frames.stop();
        return null;
      });
      fail("not within " + DEADLINE_SECONDS + " s: " + what + "; there is: " + onFx(this::words));
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
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
