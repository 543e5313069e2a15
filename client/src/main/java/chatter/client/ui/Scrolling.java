package chatter.client.ui;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;

/// Brings things into sight. JavaFX application thread only.
public final class Scrolling {
  private Scrolling() {}

  /// Scrolls what a node is in just so far that it can be seen, its upper edge first if it is
  /// higher than the place. Does nothing where nothing scrolls.
  public static void reveal(Node node) {
    for (Parent parent = node.getParent(); parent != null; parent = parent.getParent()) {
      if (parent instanceof ScrollPane pane) {
        reveal(node, pane);
        return;
      }
    }
  }

  private static void reveal(Node node, ScrollPane pane) {
    pane.applyCss();
    pane.layout();
    Node content = pane.getContent();
    Bounds place = content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
    double seen = pane.getViewportBounds().getHeight();
    double hidden = content.getLayoutBounds().getHeight() - seen;
    if (hidden <= 0) {
      return;
    }
    double top = pane.getVvalue() * hidden;
    double lowest = place.getMinY();
    double highest = place.getMaxY() - seen;
    if (top > lowest || top < highest) {
      double wanted = top > lowest ? lowest : Math.min(highest, lowest);
      pane.setVvalue(Math.clamp(wanted / hidden, 0, 1));
    }
  }
}
