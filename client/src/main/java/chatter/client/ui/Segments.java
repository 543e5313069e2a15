package chatter.client.ui;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A choice of a few, side by side, of which one is always made. Style classes `segments` and
/// `segment`. JavaFX application thread only.
///
/// @param <T> what is chosen
public final class Segments<T> extends HBox {
  private final ToggleGroup group = new ToggleGroup();
  private T chosen;

  /// An empty one.
  public Segments() {
    getStyleClass().add("segments");
  }

  /// Says what there is to choose from.
  ///
  /// @param words what to call each
  /// @param first the one that is chosen at first
  public void setChoices(List<T> choices, Function<T, String> words, T first) {
    getChildren().clear();
    for (T choice : choices) {
      ToggleButton button = new ToggleButton(words.apply(choice));
      button.getStyleClass().add("segment");
      button.setToggleGroup(group);
      button.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(button, Priority.ALWAYS);
      button.setSelected(choice.equals(first));
      button.setOnAction(click -> {
        chosen = choice;
        // A second click on the same one would leave none.
        button.setSelected(true);
      });
      getChildren().add(button);
    }
    chosen = first;
  }

  /// What is chosen.
  public T chosen() {
    return chosen;
  }
}
