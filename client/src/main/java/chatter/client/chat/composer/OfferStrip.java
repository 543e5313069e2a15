package chatter.client.chat.composer;

import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Something that can be done with what was just written, above the field, one at a time. Style
/// class `offer-strip`. JavaFX application thread only.
final class OfferStrip extends HBox {
  private final Label words = new Label();
  private final Button take = new Button();
  private Runnable action = () -> {};
  private Runnable refused = () -> {};

  /// One that offers nothing.
  OfferStrip(Texts texts) {
    super(6);
    getStyleClass().add("offer-strip");
    setAlignment(Pos.CENTER_LEFT);
    words.setWrapText(true);
    words.setMaxWidth(Double.MAX_VALUE);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    take.setId("takeOffer");
    take.getStyleClass().add("text-button");
    take.setMinWidth(USE_PREF_SIZE);
    take.setOnAction(_ -> take());
    Button close = new Button();
    close.setId("closeOffer");
    close.setGraphic(Icon.X.node(16));
    close.getStyleClass().addAll("icon-button", "small");
    close.setAccessibleText(texts.say("composer.notNow"));
    close.setOnAction(_ -> close());
    getChildren().addAll(words, take, close);
    managedProperty().bind(visibleProperty());
    setVisible(false);
  }

  /// Offers something in place of what was offered before.
  ///
  /// @param what what there is, in words
  /// @param button what can be done about it
  /// @param onTake does it
  /// @param onClose runs when it is not wanted
  void show(String what, String button, Runnable onTake, Runnable onClose) {
    words.setText(what);
    take.setText(button);
    action = onTake;
    refused = onClose;
    setVisible(true);
  }

  /// Whether something is offered.
  boolean isOpen() {
    return isVisible();
  }

  /// Does it, if something is offered.
  void take() {
    if (isVisible()) {
      setVisible(false);
      action.run();
    }
  }

  /// Offers it no more.
  void close() {
    if (isVisible()) {
      setVisible(false);
      refused.run();
    }
  }
}
