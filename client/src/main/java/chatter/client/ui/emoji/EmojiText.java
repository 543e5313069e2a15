package chatter.client.ui.emoji;

import javafx.scene.image.ImageView;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A text of several lines with its emoji as pictures, for where somebody's words are shown outside
/// of the chat. Its letters have the style class `emoji-text`. JavaFX application thread only.
public final class EmojiText extends TextFlow {
  private static final double SIZE = 17;

  /// One that shows a text.
  public EmojiText(String words, EmojiImages emoji) {
    StringBuilder letters = new StringBuilder();
    for (TextPart part : TextPart.of(words, emoji::has)) {
      if (part instanceof TextPart.Emoji) {
        add(letters);
        ImageView picture = new ImageView(emoji.image(part.text()));
        picture.setFitWidth(SIZE);
        picture.setFitHeight(SIZE);
        getChildren().add(picture);
      } else {
        letters.append(part.text());
      }
    }
    add(letters);
    setAccessibleText(words);
  }

  private void add(StringBuilder letters) {
    if (!letters.isEmpty()) {
      Text text = new Text(letters.toString());
      text.getStyleClass().add("emoji-text");
      getChildren().add(text);
      letters.setLength(0);
    }
  }
}
