package chatter.client.chat.message;

import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import java.util.function.LongConsumer;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.layout.VBox;

/// The message that another one answers: name and one line of text. A click goes there. Style class
/// `quote`.
public final class QuoteBox extends VBox {
  private static final double EMOJI = 15;

  private final EmojiLine name;
  private final EmojiLine text;
  private final LongConsumer onOpen;
  private final String gone;
  private long seq;

  /// @param gone what to say of a message that does not exist
  public QuoteBox(EmojiImages emoji, String gone, LongConsumer onOpen) {
    name = new EmojiLine(emoji, "quote-name", EMOJI);
    text = new EmojiLine(emoji, "quote-text", EMOJI);
    getStyleClass().add("quote");
    getChildren().addAll(name, text);
    this.onOpen = onOpen;
    this.gone = gone;
    setMinSize(0, USE_PREF_SIZE);
    setCursor(Cursor.HAND);
    setAccessibleRole(AccessibleRole.BUTTON);
    setOnMouseClicked(click -> {
      if (click.isStillSincePress()) {
        open();
      }
      click.consume();
    });
  }

  /// Goes to the message.
  public void open() {
    onOpen.accept(seq);
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.FIRE) {
      open();
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }

  public void show(Quote quote) {
    seq = quote.seq();
    name.setText(filled(quote.name()));
    text.setText(quote.isGone() ? gone : filled(quote.text()));
    setAccessibleText(name.text() + ": " + text.text());
  }

  /// Something is always there, so that the box keeps its height when the words arrive.
  private static String filled(String words) {
    return words == null || words.isBlank() ? "…" : words;
  }
}
