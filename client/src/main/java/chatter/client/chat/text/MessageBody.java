package chatter.client.chat.text;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// What a message says, drawn: paragraphs, quotes, lists and code below each other. Reused for many
/// messages. Style class `lines`. JavaFX application thread only.
public final class MessageBody extends Region implements SelectableText {
  private static final double QUOTE_LINE = 3;
  private static final double SIGN_GAP = 6;

  private final TextContext context;
  private ShownText text = ShownText.plain("");
  private List<TextDrawing.Leaf> leaves = List.of();
  private List<TextDrawing.Beside> besides = List.of();
  private List<Openable> openables = List.of();

  public MessageBody(TextContext context) {
    this.context = context;
    getStyleClass().add("lines");
  }

  /// Shows another text.
  ///
  /// @param emojiSize of a picture, in pixels
  /// @param trail what comes after the last letter, as a space for the time; null for nothing
  public void show(ShownText newText, double emojiSize, Node trail) {
    TextDrawing drawing = TextDrawing.of(newText, emojiSize, context, trail);
    text = newText;
    leaves = drawing.leaves();
    besides = drawing.besides();
    openables = drawing.openables();
    List<Node> nodes = new ArrayList<>();
    leaves.forEach(leaf -> nodes.add(leaf.node()));
    besides.forEach(beside -> nodes.add(beside.node()));
    getChildren().setAll(nodes);
  }

  /// Lets go of what it shows.
  public void clear() {
    text = ShownText.plain("");
    leaves = List.of();
    besides = List.of();
    openables = List.of();
    getChildren().clear();
  }

  /// Whether its last line runs from right to left.
  public boolean endsRightToLeft() {
    return !leaves.isEmpty() && leaves.getLast().lines().isRightToLeft();
  }

  /// Links, people and buttons, in order.
  public List<Openable> openables() {
    return openables;
  }

  @Override
  public int length() {
    return text.text().length();
  }

  @Override
  public String shown() {
    return text.text();
  }

  @Override
  public int indexAt(double x, double y) {
    if (leaves.isEmpty()) {
      return 0;
    }
    LineFlow nearest = leaves.getFirst().lines();
    for (TextDrawing.Leaf leaf : leaves) {
      if (leaf.node().getLayoutY() > y) {
        break;
      }
      nearest = leaf.lines();
    }
    Point2D inside = nearest.sceneToLocal(localToScene(x, y));
    return nearest.indexAt(inside.getX(), inside.getY());
  }

  @Override
  public int[] wordAt(int index) {
    return text.wordAt(index);
  }

  @Override
  public int[] paragraphAt(int index) {
    return text.paragraphAt(index);
  }

  @Override
  public String written(int from, int to) {
    return text.written(from, to);
  }

  @Override
  public void select(int from, int to) {
    for (TextDrawing.Leaf leaf : leaves) {
      LineFlow lines = leaf.lines();
      lines.choose(Math.max(from, lines.start()), Math.min(to, lines.end()));
    }
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  protected double computePrefWidth(double height) {
    double widest = 0;
    for (TextDrawing.Leaf leaf : leaves) {
      widest = Math.max(widest, leaf.node().prefWidth(-1) + leaf.indent().all());
    }
    return widest;
  }

  @Override
  protected double computePrefHeight(double width) {
    double height = 0;
    for (TextDrawing.Leaf leaf : leaves) {
      height += leaf.above() + leaf.node().prefHeight(inside(leaf, width));
    }
    return height;
  }

  private static double inside(TextDrawing.Leaf leaf, double width) {
    return width < 0 ? width : Math.max(1, width - leaf.indent().all());
  }

  @Override
  protected void layoutChildren() {
    double y = 0;
    for (TextDrawing.Leaf leaf : leaves) {
      double width = inside(leaf, getWidth());
      double height = leaf.node().prefHeight(width);
      y += leaf.above();
      leaf.node().resizeRelocate(leaf.indent().left(), y, width, height);
      y += height;
    }
    besides.forEach(this::layOut);
  }

  private void layOut(TextDrawing.Beside beside) {
    Region first = leaves.get(beside.first()).node();
    Region last = leaves.get(beside.last()).node();
    double begin = beside.indent().left();
    double end = getWidth() - beside.indent().right();
    if (beside.isSign()) {
      double signWidth = beside.node().getLayoutBounds().getWidth();
      double far = beside.width() - SIGN_GAP;
      beside
          .node()
          .relocate(
              snapPositionX(beside.rightToLeft() ? end - far : begin + far - signWidth),
              first.getLayoutY());
    } else {
      beside
          .node()
          .resizeRelocate(
              beside.rightToLeft() ? end - QUOTE_LINE : begin,
              first.getLayoutY(),
              QUOTE_LINE,
              last.getLayoutY() + last.getHeight() - first.getLayoutY());
    }
  }
}
