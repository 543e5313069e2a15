package chatter.client.ui.dialog;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Scene;

/// What covers a scene just now: drawers and questions, the innermost last, and who has the
/// keyboard when the last of them goes. JavaFX application thread only.
public final class Overlays {
  private final Deque<FocusTrap> open = new ArrayDeque<>();
  private final ReadOnlyBooleanWrapper covered = new ReadOnlyBooleanWrapper();
  private Runnable home;

  private Overlays() {}

  /// Those of a scene.
  public static Overlays of(Scene scene) {
    return (Overlays) scene.getProperties().computeIfAbsent(Overlays.class, key -> new Overlays());
  }

  /// Whether something lies over the scene's content and has the keyboard.
  public ReadOnlyBooleanProperty coveredProperty() {
    return covered.getReadOnlyProperty();
  }

  /// The same, as of now.
  public boolean isCovered() {
    return covered.get();
  }

  /// Who gets the keyboard when nothing covers the scene any more.
  ///
  /// @param takeFocus moves the focus there; null gives it back to who had it before
  public void setHome(Runnable takeFocus) {
    home = takeFocus;
  }

  /// Takes back what `setHome` set, unless somebody else has set another since.
  public void clearHome(Runnable takeFocus) {
    if (takeFocus.equals(home)) {
      home = null;
    }
  }

  void add(FocusTrap trap) {
    open.push(trap);
    covered.set(true);
  }

  /// @return who takes the keyboard now; null if the one who had it before does
  Runnable remove(FocusTrap trap) {
    open.remove(trap);
    covered.set(!open.isEmpty());
    return open.isEmpty() ? home : null;
  }

  /// Whether a trap is the one set last: they fight for the focus for ever if all pull.
  boolean isInnermost(FocusTrap trap) {
    return trap.equals(open.peek());
  }
}
