package chatter.client.hosting;

import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;

/// An address to hand to others, with a button that copies it. Style class `address-row`.
final class AddressRow extends HBox {
  private static final Duration SAID_FOR = Duration.seconds(2);

  private final Button copy = new Button();
  private final Texts texts;

  AddressRow(String address, Texts texts) {
    this.texts = texts;
    getStyleClass().add("address-row");
    Label text = new Label(address);
    text.getStyleClass().add("address");
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    copy.getStyleClass().add("icon-button");
    copy.setMinWidth(USE_PREF_SIZE);
    PauseTransition back = new PauseTransition(SAID_FOR);
    back.setOnFinished(done -> say(Icon.COPY, "hosting.copy"));
    copy.setOnAction(click -> {
      ClipboardContent content = new ClipboardContent();
      content.putString(address);
      Clipboard.getSystemClipboard().setContent(content);
      say(Icon.CHECK, "hosting.copied");
      back.playFromStart();
    });
    say(Icon.COPY, "hosting.copy");
    getChildren().addAll(text, copy);
  }

  private void say(Icon icon, String key) {
    copy.setGraphic(icon.node(16));
    copy.setAccessibleText(texts.say(key));
    copy.setTooltip(new Tooltip(texts.say(key)));
  }
}
