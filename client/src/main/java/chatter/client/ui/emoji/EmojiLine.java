package chatter.client.ui.emoji;

import chatter.shared.text.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// One line of text with its emoji as pictures; what does not fit is cut off with an ellipsis. Its
/// letters are labels of the style class given, and those that stand out of `marked` too.
public final class EmojiLine extends Region {
  private final EmojiImages emoji;
  private final String labelClass;
  private final double emojiSize;
  private static final Pattern CONTROLS = Pattern.compile("[\\u200f\\u2066-\\u2069]");
  private static final Pattern TOWER = Pattern.compile("\\p{M}{3}");

  private final Rectangle edge = new Rectangle();
  private String text = "";

  /// The one node that shows it, if that can show other letters as well; else null.
  private Label plain;

  /// Whether some of it may stand out.
  private boolean marked;

  /// @param emojiSize of a picture, in pixels
  public EmojiLine(EmojiImages emoji, String labelClass, double emojiSize) {
    this.emoji = emoji;
    this.labelClass = labelClass;
    this.emojiSize = emojiSize;
    setMinSize(0, USE_PREF_SIZE);
    setText(" ");
  }

  /// Shows another text.
  public void setText(String newText) {
    if (newText.equals(text) && !marked) {
      return;
    }
    if (plain != null && isPlain(newText)) {
      // A list shows many in the same few nodes, and a new one costs more than all else.
      text = newText;
      plain.setText(newText);
    } else {
      show(newText, _ -> false);
      plain =
          getChildren().size() == 1
                  && getChildren().getFirst() instanceof Label label
                  && isPlain(newText)
              ? label
              : null;
    }
    marked = false;
  }

  /// Shows another text of which some letters stand out; none do where anything runs from right to
  /// left.
  ///
  /// @param standsOut whether the letter at a place does
  public void setText(String newText, IntPredicate standsOut) {
    show(newText, standsOut);
    plain = null;
    marked = true;
  }

  private void show(String newText, IntPredicate standsOut) {
    text = newText;
    List<Node> nodes = new ArrayList<>();
    if (Direction.turns(newText)) {
      addTurning(newText, nodes);
    } else {
      addParts(newText, standsOut, nodes);
    }
    // Marks can stand on each other without end, and must not draw over other rows.
    setClip(TOWER.matcher(newText).find() || Direction.turns(newText) ? edge : null);
    getChildren().setAll(nodes);
  }

  /// Whether it is nothing but letters that run from left to right, as most are.
  private static boolean isPlain(String words) {
    return !words.isEmpty()
        && words.chars().allMatch(c -> c >= ' ' && c < 0x250 && c != 0xA9 && c != 0xAE);
  }

  private void addParts(String words, IntPredicate standsOut, List<Node> nodes) {
    StringBuilder letters = new StringBuilder();
    boolean out = false;
    int place = 0;
    for (TextPart part : TextPart.of(words, emoji::has)) {
      if (part instanceof TextPart.Emoji) {
        addLabel(letters, out, nodes);
        nodes.add(picture(part.text()));
        place += part.text().length();
        continue;
      }
      for (char letter : part.text().toCharArray()) {
        if (standsOut.test(place) != out) {
          addLabel(letters, out, nodes);
          out = !out;
        }
        letters.append(letter);
        place++;
      }
    }
    addLabel(letters, out, nodes);
  }

  /// What may run from right to left is laid out as one; only its beginning is seen if it is too
  /// long.
  private void addTurning(String words, List<Node> nodes) {
    TextFlow flow = new TextFlow();
    boolean rightToLeft = Direction.isRightToLeft(words);
    flow.setNodeOrientation(
        rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    // JavaFX draws these as boxes in what runs from right to left; the flow's own way does for
    // them.
    String drawn = rightToLeft ? CONTROLS.matcher(words).replaceAll("") : words;
    Label style = new Label();
    style.getStyleClass().add(labelClass);
    style.setVisible(false);
    style.setManaged(false);
    for (TextPart part : TextPart.of(drawn, emoji::has)) {
      if (part instanceof TextPart.Emoji) {
        flow.getChildren().add(picture(part.text()));
      } else {
        for (Text text : BidiText.of(part.text())) {
          text.fillProperty().bind(style.textFillProperty());
          text.fontProperty().bind(style.fontProperty());
          flow.getChildren().add(text);
        }
      }
    }
    nodes.add(flow);
    nodes.add(style);
  }

  private ImageView picture(String character) {
    ImageView picture = new ImageView(emoji.image(character));
    picture.setFitWidth(emojiSize);
    picture.setFitHeight(emojiSize);
    return picture;
  }

  public String text() {
    return text;
  }

  private void addLabel(StringBuilder letters, boolean standsOut, List<Node> nodes) {
    if (!letters.isEmpty()) {
      Label label = new Label(letters.toString());
      label.getStyleClass().add(labelClass);
      if (standsOut) {
        label.getStyleClass().add("marked");
      }
      nodes.add(label);
      letters.setLength(0);
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    double width = snappedLeftInset() + snappedRightInset();
    for (Node node : getManagedChildren()) {
      width += Math.ceil(node.prefWidth(-1));
    }
    return width;
  }

  @Override
  protected double computePrefHeight(double width) {
    double height = emojiSize;
    for (Node node : getManagedChildren()) {
      height = Math.max(height, node.prefHeight(-1));
    }
    return snapSizeY(height);
  }

  @Override
  protected void layoutChildren() {
    double x = snappedLeftInset();
    double room = getWidth() - snappedRightInset() - x;
    edge.setWidth(getWidth());
    edge.setHeight(getHeight());
    for (Node node : getManagedChildren()) {
      double width = Math.ceil(node.prefWidth(-1));
      double height = node.prefHeight(-1);
      if (node instanceof TextFlow flow) {
        boolean turned = flow.getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
        double left = turned ? Math.min(x, x + room - width) : x;
        flow.resizeRelocate(left, snapPositionY((getHeight() - height) / 2), width, height);
        continue;
      }
      boolean fits = width <= room || (node instanceof Label && room > emojiSize);
      node.setVisible(fits);
      node.resizeRelocate(
          x, snapPositionY((getHeight() - height) / 2), Math.min(width, room), height);
      x += width;
      room = fits ? room - width : 0;
    }
  }
}
