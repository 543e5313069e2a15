package chatter.client.chat.room;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

/// The way out of a form, and what it is for, at its lower right. JavaFX application thread only.
final class FormButtons extends HBox {
  private final Button yes;

  /// @param cancel the word for leaving everything as it is
  /// @param word the word for what the form is for
  /// @param busy whether it is being done
  FormButtons(
      String cancel,
      Runnable onCancel,
      String word,
      Runnable action,
      ObservableValue<Boolean> busy) {
    super(8);
    setAlignment(Pos.CENTER_RIGHT);
    Button no = new Button(cancel);
    no.setId("formCancel");
    no.getStyleClass().add("ghost");
    no.setOnAction(_ -> onCancel.run());
    yes = new Button(word);
    yes.setId("formDone");
    yes.setDefaultButton(true);
    yes.setOnAction(_ -> action.run());
    yes.disableProperty().bind(busy);
    getChildren().addAll(no, yes);
  }

  /// The button that does it.
  Button done() {
    return yes;
  }
}
