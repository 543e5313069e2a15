package chatter.client.ui;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;

/// Tells screen readers what belongs into a field. Its accessible text would be read in place of
/// what is written there, so its name is an unseen label's. JavaFX application thread only.
public final class FieldName {
  private FieldName() {}

  /// Calls a field something.
  public static void bind(TextInputControl field, ObservableValue<String> name) {
    Label label = new Label();
    // Its text would be told by its skin, which one without a place on the screen has not.
    label.accessibleTextProperty().bind(name);
    label.setLabelFor(field);
  }

  /// Calls a field by what it shows while it is empty.
  public static void ofPrompt(TextInputControl field) {
    bind(field, field.promptTextProperty());
  }
}
