package chatter.client.ui.dialog;

import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;

/// Keeps the keyboard inside an area while it covers the rest, and gives it back afterwards. Of
/// several in a scene, the one set last holds. JavaFX application thread only.
public final class FocusTrap {
  private final Parent area;
  private final ChangeListener<Node> watcher = (owner, before, now) -> pullBack(before, now);
  private Scene scene;
  private Node before;

  /// @param area where it is kept
  public FocusTrap(Parent area) {
    this.area = area;
  }

  /// From now on the focus stays in the area; whoever opened it moves it there.
  public void set() {
    scene = area.getScene();
    if (scene != null) {
      before = scene.getFocusOwner();
      Overlays.of(scene).add(this);
      scene.focusOwnerProperty().addListener(watcher);
    }
  }

  /// Lets go, and gives the focus to where one goes on: to the scene's home if nothing covers it
  /// any more, otherwise back to who had it.
  public void release() {
    if (scene != null) {
      scene.focusOwnerProperty().removeListener(watcher);
      Runnable home = Overlays.of(scene).remove(this);
      if (home != null) {
        home.run();
      } else if (before != null && scene.equals(before.getScene())) {
        before.requestFocus();
      }
      scene = null;
      before = null;
    }
  }

  private void pullBack(Node last, Node now) {
    if (now != null && !inside(now) && Overlays.of(scene).isInnermost(this)) {
      Node back = last != null && inside(last) && scene.equals(last.getScene()) ? last : area;
      back.requestFocus();
    }
  }

  private boolean inside(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(area)) {
        return true;
      }
    }
    return false;
  }
}
