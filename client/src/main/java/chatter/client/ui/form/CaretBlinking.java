package chatter.client.ui.form;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.shape.Path;
import javafx.util.Duration;

/// How the caret of a text field blinks: for ten seconds after it was put somewhere or something
/// was typed, and then it stands still, as GTK has it and Windows after five. JavaFX has it blink
/// for ever, and whatever is animated has the window look through all that it shows sixty times a
/// second: some per cent of a core, from whoever leaves the chat open and does nothing.
///
/// It takes the caret's path over from JavaFX's skin, which lets nobody say what it shows while it
/// does not blink.
final class CaretBlinking {
  private static final Duration PHASE = Duration.millis(500);
  private static final int TIMES = 10;
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private final BooleanProperty on = new SimpleBooleanProperty();
  private final Timeline timeline =
      new Timeline(
          new KeyFrame(Duration.ZERO, _ -> on.set(true)),
          new KeyFrame(PHASE, _ -> on.set(false)),
          new KeyFrame(PHASE.multiply(2)));

  private CaretBlinking(TextInputControl field, Path caret) {
    timeline.setCycleCount(TIMES);
    timeline.setOnFinished(_ -> on.set(true));
    caret.opacityProperty().unbind();
    caret
        .opacityProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> on.get() && isShown(field) ? 1.0 : 0.0,
                on,
                field.focusedProperty(),
                field.disabledProperty(),
                field.editableProperty(),
                field.anchorProperty(),
                field.caretPositionProperty()));
  }

  /// Where JavaFX shows one.
  private static boolean isShown(TextInputControl field) {
    return field.isFocused()
        && !field.isDisabled()
        && field.isEditable()
        && (IS_WINDOWS || field.getAnchor() == field.getCaretPosition());
  }

  /// Of a skin that is made.
  ///
  /// @param parts the skin's nodes
  /// @return empty if there is no caret among them as it is known, and JavaFX's stays as it is
  static Optional<CaretBlinking> of(TextInputControl field, List<Node> parts) {
    return parts.stream()
        .flatMap(CaretBlinking::paths)
        // That of the selection is shown or not, and never half.
        .filter(path -> path.opacityProperty().isBound())
        .findFirst()
        .map(path -> new CaretBlinking(field, path));
  }

  private static Stream<Path> paths(Node node) {
    return switch (node) {
      case Path path -> Stream.of(path);
      // It has its content among its children only when it was laid out.
      case ScrollPane pane -> paths(pane.getContent());
      case Parent parent -> parent.getChildrenUnmodifiable().stream().flatMap(CaretBlinking::paths);
      default -> Stream.empty();
    };
  }

  /// Begins anew, or ends without a caret.
  void set(boolean blinks) {
    timeline.stop();
    on.set(blinks);
    if (blinks) {
      timeline.playFromStart();
    }
  }

  /// Has it blink so much faster, and come to rest so much earlier.
  void hurry(double rate) {
    timeline.setRate(rate);
  }

  /// Whether it is under way.
  boolean isRunning() {
    return timeline.getStatus() == Animation.Status.RUNNING;
  }
}
