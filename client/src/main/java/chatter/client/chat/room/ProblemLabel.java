package chatter.client.chat.room;

import chatter.client.ui.Visibility;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;

/// What went wrong, in words; not there while nothing did. Style class `problem`. JavaFX
/// application thread only.
final class ProblemLabel extends Label {
  /// @param problem empty while nothing went wrong
  ProblemLabel(ObservableValue<String> problem) {
    getStyleClass().add("problem");
    setWrapText(true);
    setMaxWidth(Double.MAX_VALUE);
    Visibility.text(this, problem);
  }
}
