package chatter.client.ui.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A choice of a few, side by side, of which one is always made. Style classes `segments` and
/// `segment`. JavaFX application thread only.
///
/// @param <T> what is chosen
public final class SegmentedControl<T> extends HBox {
  private final ToggleGroup group = new ToggleGroup();
  private final Map<T, ToggleButton> buttons = new LinkedHashMap<>();
  private Consumer<T> onChosen = choice -> {};
  private T chosen;

  /// An empty one.
  public SegmentedControl() {
    getStyleClass().add("segments");
  }

  /// Says what there is to choose from.
  ///
  /// @param words what to call each
  /// @param first the one that is chosen at first
  public void setChoices(List<T> choices, Function<T, String> words, T first) {
    getChildren().clear();
    buttons.clear();
    for (T choice : choices) {
      ToggleButton button = new ToggleButton(words.apply(choice));
      button.getStyleClass().add("segment");
      button.setToggleGroup(group);
      button.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(button, Priority.ALWAYS);
      button.setSelected(choice.equals(first));
      button.setOnAction(click -> {
        // A second click on the same one would leave none.
        button.setSelected(true);
        if (!choice.equals(chosen)) {
          chosen = choice;
          onChosen.accept(choice);
        }
      });
      buttons.put(choice, button);
      getChildren().add(button);
    }
    chosen = first;
  }

  /// What happens when the person chooses something else.
  public void setOnChosen(Consumer<T> action) {
    onChosen = action;
  }

  /// Chooses one, as if nobody had; nothing happens because of it.
  public void choose(T choice) {
    chosen = choice;
    buttons.get(choice).setSelected(true);
  }

  /// What is chosen.
  public T chosen() {
    return chosen;
  }
}
