package chatter.client.ui.search;

import chatter.client.ui.FieldName;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/// A field to look for people in: asks when whoever types stops for a moment, or at once with
/// Enter; Escape and a button empty it. Style class `search-field`. JavaFX application thread only.
public final class SearchField extends StackPane {
  private static final Duration PAUSE = Duration.millis(200);

  /// As many as the server takes.
  private static final int LONGEST = 254;

  private static final double ICON = 16;

  private final TextField input = new TextField();
  private final PauseTransition pause = new PauseTransition(PAUSE);
  private Consumer<String> onSearch = query -> {};

  /// An empty one.
  public SearchField() {
    getStyleClass().add("search-field");
    setAlignment(Pos.CENTER_LEFT);
    setMaxWidth(Double.MAX_VALUE);
    Region lens = Icon.SEARCH.node(ICON);
    lens.setMouseTransparent(true);
    Button clear = new Button();
    clear.setGraphic(Icon.X.node(14));
    clear.getStyleClass().addAll("icon-button", "search-clear");
    clear.setAccessibleText(Texts.shared().say("people.search.clear"));
    clear.setFocusTraversable(false);
    clear.setOnAction(click -> {
      clear();
      input.requestFocus();
    });
    Visibility.when(clear, input.textProperty().map(text -> !text.isEmpty()));
    StackPane.setAlignment(clear, Pos.CENTER_RIGHT);
    input.setTextFormatter(
        new TextFormatter<>(
            change -> change.getControlNewText().length() > LONGEST ? null : change));
    FieldName.ofPrompt(input);
    pause.setOnFinished(over -> ask());
    input.textProperty().subscribe((before, now) -> pause.playFromStart());
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    getChildren().addAll(input, lens, clear);
  }

  private void pressed(KeyEvent key) {
    if (key.getCode() == KeyCode.ENTER) {
      ask();
      key.consume();
    } else if (key.getCode() == KeyCode.ESCAPE) {
      key.consume();
      if (!input.getText().isEmpty()) {
        // First what is typed; the next one is for whoever lies below.
        clear();
      } else if (getParent() != null) {
        // A field with a formatter keeps it for itself.
        getParent().fireEvent(key.copyFor(getParent(), getParent()));
      }
    }
  }

  /// Empties it, and asks for everything.
  public void clear() {
    input.clear();
    ask();
  }

  private void ask() {
    pause.stop();
    onSearch.accept(input.getText().strip());
  }

  /// What happens with what is sought; an empty text is everybody.
  public void setOnSearch(Consumer<String> action) {
    onSearch = action;
  }

  /// What belongs here, shown while it is empty and told to screen readers.
  public String getPrompt() {
    return input.getPromptText();
  }

  /// What belongs here, shown while it is empty and told to screen readers.
  public void setPrompt(String prompt) {
    input.setPromptText(prompt);
  }

  /// What is typed, which may not be asked for yet.
  public ReadOnlyStringProperty textProperty() {
    return input.textProperty();
  }

  /// The node that takes the keys.
  public TextField input() {
    return input;
  }

  /// Puts the cursor into it.
  @Override
  public void requestFocus() {
    input.requestFocus();
  }
}
