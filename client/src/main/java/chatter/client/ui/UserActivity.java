package chatter.client.ui;

import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.util.Duration;

/// Whether somebody is at a scene: they touched a key, the mouse or the screen within some time.
/// JavaFX application thread only.
public final class UserActivity {
  /// Every movement of the mouse is one; so often is enough.
  private static final Duration GRAIN = Duration.seconds(1);

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
      scene.removeEventFilter(InputEvent.ANY, touched);
    }
    scene = watched;
    if (scene == null) {
      absence.stop();
    } else {
      scene.addEventFilter(InputEvent.ANY, touched);
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
