package chatter.client.chat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;

/// One line of text with its emoji as pictures; what does not fit is cut off with an ellipsis. Its
/// letters are labels of the style class given.
final class EmojiLine extends Region {
  private final EmojiImages emoji;
  private final String labelClass;
  private final double emojiSize;
  private String text = "";

  /// @param emojiSize of a picture, in pixels
  EmojiLine(EmojiImages emoji, String labelClass, double emojiSize) {
    this.emoji = emoji;
    this.labelClass = labelClass;
    this.emojiSize = emojiSize;
    setMinSize(0, USE_PREF_SIZE);
    setText(" ");
  }

  /// Shows another text.
  void setText(String newText) {
    if (!newText.equals(text)) {
      text = newText;
      List<Node> nodes = new ArrayList<>();
      StringBuilder letters = new StringBuilder();
      for (BodyPart part : BodyPart.of(text, emoji::has)) {
        if (part instanceof BodyPart.Emoji) {
          addLabel(letters, nodes);
          ImageView picture = new ImageView(emoji.image(part.text()));
          picture.setFitWidth(emojiSize);
          picture.setFitHeight(emojiSize);
          nodes.add(picture);
        } else {
          letters.append(part.text());
        }
      }
      addLabel(letters, nodes);
      getChildren().setAll(nodes);
    }
  }

  String text() {
    return text;
  }

  private void addLabel(StringBuilder letters, List<Node> nodes) {
    if (!letters.isEmpty()) {
      Label label = new Label(letters.toString());
      label.getStyleClass().add(labelClass);
      nodes.add(label);
      letters.setLength(0);
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    double width = snappedLeftInset() + snappedRightInset();
    for (Node node : getChildren()) {
      width += Math.ceil(node.prefWidth(-1));
    }
    return width;
  }

  @Override
  protected double computePrefHeight(double width) {
    double height = emojiSize;
    for (Node node : getChildren()) {
      height = Math.max(height, node.prefHeight(-1));
    }
    return snapSizeY(height);
  }

  @Override
  protected void layoutChildren() {
    double x = snappedLeftInset();
    double room = getWidth() - snappedRightInset() - x;
    for (Node node : getChildren()) {
      double width = Math.ceil(node.prefWidth(-1));
      double height = node.prefHeight(-1);
      boolean fits = width <= room || (node instanceof Label && room > emojiSize);
      node.setVisible(fits);
      node.resizeRelocate(
          x, snapPositionY((getHeight() - height) / 2), Math.min(width, room), height);
      x += width;
      room = fits ? room - width : 0;
    }
  }
}
