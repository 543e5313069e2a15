package chatter.client.ui.form;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What a view model knows of one line of a form: what is typed, and what is wrong with it. Typing
/// takes the complaint away. JavaFX application thread only.
public final class FormField {
  private final String name;
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");

  /// @param name what the server calls it in a complaint
  public FormField(String name) {
    this.name = name;
    text.addListener((property, before, now) -> say(""));
  }

  /// What the server calls it.
  public String name() {
    return name;
  }

  /// What is typed.
  public String text() {
    return text.get();
  }

  /// What is typed.
  public StringProperty textProperty() {
    return text;
  }

  /// What is wrong; empty if nothing is.
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /// Complains; with an empty text no more.
  public void say(String complaint) {
    error.set(complaint);
  }
}
