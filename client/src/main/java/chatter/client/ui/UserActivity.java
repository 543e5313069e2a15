package chatter.client.ui;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/// Whether somebody is at a scene: they touched a key, the mouse or the screen within some time.
/// JavaFX application thread only.
public final class UserActivity {
  /// Every movement of the mouse is one; so often is enough.
  private static final long GRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

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

  private final FxTimer absence;

  /// When somebody was there last, on the system's monotonic clock.
  private long touchedNanos;

  private final ReadOnlyBooleanWrapper there = new ReadOnlyBooleanWrapper(true);
  private final EventHandler<InputEvent> touched = _ -> touched();
  private Scene scene;

  /// @param absent whoever touches nothing for so long is not there
  public UserActivity(Duration absent) {
    absence = FxTimer.once(absent, () -> there.set(false));
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
    long now = System.nanoTime();
    if (!there.get() || !absence.isUnderWay() || now - touchedNanos > GRAIN_NANOS) {
      touchedNanos = now;
      absence.start();
      there.set(true);
    }
  }

  /// Whether somebody is there.
  public ReadOnlyBooleanProperty thereProperty() {
    return there.getReadOnlyProperty();
  }
}
