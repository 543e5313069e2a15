package chatter.client.hosting;

import chatter.client.ui.CopyButton;
import chatter.client.ui.Texts;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// An address to hand to others, with a button that copies it. Style class `address-row`.
final class AddressRow extends HBox {
  AddressRow(String address, Texts texts) {
    getStyleClass().add("address-row");
    Label text = new Label(address);
    text.getStyleClass().add("address");
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    getChildren().addAll(text, CopyButton.small(texts.say("hosting.copy"), () -> address));
  }
}
