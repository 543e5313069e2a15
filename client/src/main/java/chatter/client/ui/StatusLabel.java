package chatter.client.ui;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;

/// Shows how something went, while there is something to say. Style class `status`, pseudo-class
/// `problem`. JavaFX application thread only.
public final class StatusLabel extends Label {
  private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");

  /// One that says nothing.
  public StatusLabel() {
    getStyleClass().add("status");
    setWrapText(true);
  }

  /// Shows this from now on; once.
  public void follow(ObservableValue<Status> status) {
    Visibility.text(this, status.map(Status::text));
    status.subscribe(now -> pseudoClassStateChanged(PROBLEM, now.problem()));
  }
}
