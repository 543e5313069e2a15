package chatter.client.ui;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TouchEvent;
import javafx.util.Duration;

/// Whether somebody is at a scene: they touched a key, the mouse or the screen within some time.
/// JavaFX application thread only.
public final class UserActivity {
  /// Every movement of the mouse is one; so often is enough.
  private static final Duration GRAIN = Duration.seconds(1);

  /// What only a person does. That the mouse enters or leaves something happens by itself, too,
  /// when what is below it moves.
  private static final List<EventType<? extends InputEvent>> TOUCHES =
      List.of(
          MouseEvent.MOUSE_MOVED,
          MouseEvent.MOUSE_PRESSED,
          MouseEvent.MOUSE_DRAGGED,
          ScrollEvent.SCROLL,
          KeyEvent.KEY_PRESSED,
          InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
          TouchEvent.TOUCH_PRESSED,
          TouchEvent.TOUCH_MOVED);

  private final PauseTransition absence;
  private final ReadOnlyBooleanWrapper there = new ReadOnlyBooleanWrapper(true);
  private final EventHandler<InputEvent> touched = _ -> touched();
  private Scene scene;

  /// @param absent whoever touches nothing for so long is not there
  public UserActivity(java.time.Duration absent) {
    absence = new PauseTransition(Duration.millis((double) absent.toMillis()));
    absence.setOnFinished(_ -> there.set(false));
  }

  /// Watches a scene instead of the one before; null for none.
  public void watch(Scene watched) {
    if (scene != null) {
      TOUCHES.forEach(type -> scene.removeEventFilter(type, touched));
    }
    scene = watched;
    if (scene == null) {
      absence.stop();
    } else {
      TOUCHES.forEach(type -> scene.addEventFilter(type, touched));
      touched();
    }
  }

  /// Somebody did something, as bring the window to the front.
  public void touched() {
    if (!there.get()
        || absence.getCurrentTime().greaterThan(GRAIN)
        || absence.getCurrentTime().equals(Duration.ZERO)) {
      absence.playFromStart();
      there.set(true);
    }
  }

  /// Whether somebody is there.
  public ReadOnlyBooleanProperty thereProperty() {
    return there.getReadOnlyProperty();
  }
}
