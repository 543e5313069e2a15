package chatter.client.ui;

import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Labeled;

/// Makes nodes come and go without leaving a gap. JavaFX application thread only.
public final class Visibility {
  private Visibility() {}

  /// Shows a node, and gives it room, only while something is true.
  public static void when(Node node, ObservableValue<Boolean> condition) {
    BooleanProperty visible = node.visibleProperty();
    visible.bind(condition);
    node.managedProperty().bind(visible);
  }

  /// Shows a text while there is one.
  public static void text(Labeled node, ObservableValue<String> text) {
    node.textProperty().bind(text);
    when(node, text.map(words -> !words.isEmpty()));
  }

  /// Does something each time that the content of a section comes into sight.
  ///
  /// @param content what the section holds
  public static void whenSeen(Node content, Runnable action) {
    content
        .parentProperty()
        .flatMap(Node::visibleProperty)
        .orElse(false)
        .subscribe(visible -> {
          if (visible) {
            action.run();
          }
        });
  }
}
