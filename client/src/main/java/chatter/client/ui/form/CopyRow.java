package chatter.client.ui.form;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A text to hand to others, with a button that copies it. Style class `copy-row`. JavaFX
/// application thread only.
public final class CopyRow extends HBox {
  private final CopyButton copy;

  /// @param text what is shown and copied
  /// @param words what the button does, e.g. "Copy the link"
  public CopyRow(String text, String words) {
    getStyleClass().add("copy-row");
    Label shown = new Label(text);
    shown.setMaxWidth(Double.MAX_VALUE);
    shown.setWrapText(true);
    HBox.setHgrow(shown, Priority.ALWAYS);
    copy = CopyButton.small(words, () -> text);
    getChildren().addAll(shown, copy);
  }

  /// Puts the focus on the button.
  @Override
  public void requestFocus() {
    copy.requestFocus();
  }
}
