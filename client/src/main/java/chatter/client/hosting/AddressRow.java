package chatter.client.hosting;

import chatter.client.ui.Texts;
import chatter.client.ui.form.CopyButton;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// An address to hand to others, with a button that copies it. Style class `address-row`.
final class AddressRow extends HBox {
  /// @param hint what is special about it; empty if nothing is
  AddressRow(String address, String hint, Texts texts) {
    getStyleClass().add("address-row");
    Label text = new Label(address);
    text.getStyleClass().add("address");
    VBox words = new VBox(text);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    if (!hint.isEmpty()) {
      Label below = new Label(hint);
      below.getStyleClass().addAll("text-2", "small");
      below.setWrapText(true);
      words.getChildren().add(below);
    }
    getChildren().addAll(words, CopyButton.small(texts.say("hosting.copy"), () -> address));
  }
}
