package chatter.client.chat.search;

import chatter.client.chat.text.Stretch;
import chatter.client.ui.emoji.BidiText;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.TextPart;
import chatter.shared.search.Mark;
import chatter.shared.text.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// The beginning of a text, a few lines of a given width, with its emoji as pictures and a ground
/// under what was found in it. Style class `marked-text`; of the letters that were found `found`,
/// of their ground `found-ground`. JavaFX application thread only.
final class MarkedText extends Region {
  private static final double EMOJI = 16;

  /// As the sign hangs below the baseline in a line of letters.
  private static final double EMOJI_BASELINE = 0.78;

  private final EmojiImages emoji;
  private final int mostLines;
  private final double width;
  private final Flow flow;
  private final Rectangle edge = new Rectangle();

  /// @param words line breaks in it are blanks
  /// @param marks where it was found; what lies outside of the words is left out
  /// @param mostLines what is longer is cut off
  /// @param width of its lines, in pixels
  MarkedText(String words, List<Mark> marks, EmojiImages emoji, int mostLines, double width) {
    this.emoji = emoji;
    this.mostLines = mostLines;
    this.width = width;
    getStyleClass().add("marked-text");
    boolean rightToLeft = Direction.isRightToLeft(words);
    flow = new Flow(rightToLeft);
    draw(words.replace('\n', ' '), marks);
    getChildren().add(flow);
    setClip(edge);
    setMinWidth(0);
  }

  private void draw(String words, List<Mark> marks) {
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, words.length()));
    List<Mark> good =
        marks.stream()
            .filter(mark -> mark.start() >= 0 && mark.start() < mark.end())
            .filter(mark -> mark.end() <= words.length())
            .toList();
    good.forEach(mark -> {
      cuts.add(mark.start());
      cuts.add(mark.end());
    });
    int from = 0;
    for (int to : cuts.tailSet(0, false)) {
      int begin = from;
      boolean found = good.stream().anyMatch(mark -> mark.start() <= begin && begin < mark.end());
      add(words.substring(from, to), found);
      from = to;
    }
  }

  private void add(String words, boolean found) {
    for (TextPart part : TextPart.ofWords(words, emoji::has)) {
      if (part instanceof TextPart.Emoji) {
        ImageView picture = new ImageView(emoji.image(part.text()));
        picture.setFitWidth(EMOJI);
        picture.setFitHeight(EMOJI);
        flow.add(new Raised(picture), 1, found);
      } else {
        for (Text text : BidiText.of(part.text())) {
          if (found) {
            text.getStyleClass().add("found");
          }
          flow.add(text, text.getText().length(), found);
        }
      }
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    return width;
  }

  @Override
  protected double computePrefHeight(double ignored) {
    // Nothing in it breaks a line but its width.
    double line = flow.prefHeight(Double.MAX_VALUE);
    return snapSizeY(Math.min(flow.prefHeight(width), Math.ceil(line * mostLines)));
  }

  @Override
  protected void layoutChildren() {
    edge.setWidth(getWidth());
    edge.setHeight(getHeight());
    flow.resizeRelocate(0, 0, width, flow.prefHeight(width));
  }

  /// A picture that stands on the line as letters do.
  private static final class Raised extends Region {
    private final ImageView picture;

    Raised(ImageView picture) {
      this.picture = picture;
      getChildren().add(picture);
      setMinSize(EMOJI, EMOJI);
      setPrefSize(EMOJI, EMOJI);
      setMaxSize(EMOJI, EMOJI);
    }

    @Override
    public double getBaselineOffset() {
      return EMOJI * EMOJI_BASELINE;
    }

    @Override
    protected void layoutChildren() {
      picture.relocate(0, 0);
    }
  }

  /// The lines, with the ground under some of their letters.
  private static final class Flow extends TextFlow {
    private final boolean rightToLeft;
    private final List<Stretch> found = new ArrayList<>();
    private final Path ground = new Path();
    private int length;

    Flow(boolean rightToLeft) {
      this.rightToLeft = rightToLeft;
      setNodeOrientation(
          rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
      // It is not managed, so that it is none of the text.
      ground.setManaged(false);
      ground.setStroke(null);
      ground.getStyleClass().add("found-ground");
      getChildren().add(ground);
    }

    void add(Node node, int letters, boolean isFound) {
      getChildren().add(node);
      if (isFound) {
        new Stretch(length, length + letters).addTo(found);
      }
      length += letters;
    }

    @Override
    protected void layoutChildren() {
      super.layoutChildren();
      Stretch.draw(this, rightToLeft, found, ground);
    }
  }
}
