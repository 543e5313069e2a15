package chatter.client.ui.form;

import chatter.client.ui.Visibility;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.event.ActionEvent;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A line with words and a switch at its end, and below it what that means; all of it can be
/// clicked on. Style classes `switch-line`, `switch-track`, `switch-thumb`. JavaFX application
/// thread only.
public final class SwitchLine extends VBox {
  private final ToggleButton button = new ToggleButton();
  private final StringProperty label = new SimpleStringProperty(this, "label", "");
  private final StringProperty hint = new SimpleStringProperty(this, "hint", "");

  /// One without words.
  public SwitchLine() {
    button.getStyleClass().add("switch-line");
    button.setMaxWidth(Double.MAX_VALUE);
    Label words = new Label();
    words.textProperty().bind(label);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    Region thumb = new Region();
    thumb.getStyleClass().add("switch-thumb");
    StackPane track = new StackPane(thumb);
    track.getStyleClass().add("switch-track");
    HBox row = new HBox(14, words, track);
    row.setAlignment(Pos.CENTER_LEFT);
    row.prefWidthProperty().bind(button.widthProperty());
    button.setGraphic(row);
    button.accessibleTextProperty().bind(label);
    button.accessibleHelpProperty().bind(hint);
    // Not in the button, which would not give it a second line.
    Label below = new Label();
    below.getStyleClass().addAll("text-2", "small");
    below.setWrapText(true);
    below.setOnMouseClicked(click -> button.fire());
    Visibility.text(below, hint);
    getChildren().addAll(button, below);
  }

  /// Whether it is on.
  public boolean isSelected() {
    return button.isSelected();
  }

  /// Switches it, without an action.
  public void setSelected(boolean selected) {
    button.setSelected(selected);
  }

  /// What happens when somebody switches it.
  public EventHandler<ActionEvent> getOnAction() {
    return button.getOnAction();
  }

  /// What happens when somebody switches it.
  public void setOnAction(EventHandler<ActionEvent> action) {
    button.setOnAction(action);
  }

  /// What it switches.
  public StringProperty labelProperty() {
    return label;
  }

  /// What it switches.
  public String getLabel() {
    return label.get();
  }

  /// What it switches.
  public void setLabel(String newLabel) {
    label.set(newLabel);
  }

  /// What that means, shown below.
  public StringProperty hintProperty() {
    return hint;
  }

  /// What that means, shown below.
  public String getHint() {
    return hint.get();
  }

  /// What that means, shown below.
  public void setHint(String newHint) {
    hint.set(newHint);
  }
}
