package chatter.client.chat;

import java.util.function.LongConsumer;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The message that another one answers: name and one line of text. A click goes there. Style class
/// `quote`.
final class QuoteBox extends VBox {
  private final Label name = new Label();
  private final Label text = new Label();
  private long seq;

  QuoteBox(LongConsumer onOpen) {
    getStyleClass().add("quote");
    name.getStyleClass().add("quote-name");
    text.getStyleClass().add("quote-text");
    getChildren().addAll(name, text);
    setCursor(Cursor.HAND);
    setOnMouseClicked(click -> {
      onOpen.accept(seq);
      click.consume();
    });
  }

  void show(Quote quote) {
    seq = quote.seq();
    name.setText(filled(quote.name()));
    text.setText(filled(quote.text()));
  }

  /// Something is always there, so that the box keeps its height when the words arrive.
  private static String filled(String words) {
    return words == null || words.isBlank() ? "\u2026" : words;
  }
}
