package chatter.client.chat.text;

import chatter.client.ui.Texts;
import chatter.client.ui.form.CopyButton;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// A block of code on a ground of its own: its language, if that was named, the lines as they were
/// typed, and a button that copies them. Lines that are too long are moved sideways in here, by the
/// wheel or the bar below them. Style class `code-block`.
final class CodeBlock extends Region {
  private static final double COPY = 28;
  private static final double COPY_GAP = 3;
  private static final double LEAST = 34;
  private static final double BAR = 10;

  private final LineFlow lines;
  private final Rectangle edge = new Rectangle();
  private final ScrollBar bar = new ScrollBar();
  private final CopyButton copy;

  /// Null if the language was not named.
  private final Label language;

  /// @param named the language; null if it was not named
  /// @param lines what it shows
  /// @param code what its button copies
  CodeBlock(String named, LineFlow lines, String code, Texts texts) {
    this.lines = lines;
    language = named == null ? null : new Label(named);
    copy = CopyButton.small(texts.say("message.code.copy"), () -> code);
    getStyleClass().add("code-block");
    setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(
        named == null ? texts.say("message.code") : texts.say("message.code.language", named));
    lines.getStyleClass().add("code-lines");
    copy.getStyleClass().addAll("small", "code-copy");
    copy.setFocusTraversable(false);
    bar.setOrientation(Orientation.HORIZONTAL);
    bar.setFocusTraversable(false);
    bar.setVisible(false);
    bar.valueProperty().subscribe(this::move);
    getChildren().addAll(lines, copy, bar);
    if (language != null) {
      language.getStyleClass().add("code-language");
      getChildren().add(language);
    }
    setOnScroll(this::scroll);
  }

  /// The button that copies it.
  Openable copying() {
    return new Openable(copy, copy::fire);
  }

  LineFlow lines() {
    return lines;
  }

  private void move() {
    edge.setX(bar.getValue());
    lines.setLayoutX(snappedLeftInset() - bar.getValue());
  }

  private void scroll(ScrollEvent scroll) {
    boolean sideways = Math.abs(scroll.getDeltaX()) > Math.abs(scroll.getDeltaY());
    if (sideways && bar.isVisible()) {
      bar.setValue(Math.clamp(bar.getValue() - scroll.getDeltaX(), 0, bar.getMax()));
      scroll.consume();
    }
  }

  private double head() {
    return language == null ? 0 : Math.ceil(language.prefHeight(-1));
  }

  private double around() {
    return snappedLeftInset() + snappedRightInset();
  }

  /// One more than its letters need: at their exact width some would break.
  private double linesWidth() {
    return Math.ceil(lines.prefWidth(-1)) + 1;
  }

  private double linesHeight() {
    return Math.ceil(lines.prefHeight(-1));
  }

  private boolean isTooLong(double width) {
    return linesWidth() > width - around();
  }

  @Override
  protected double computePrefWidth(double height) {
    return linesWidth() + around();
  }

  @Override
  protected double computePrefHeight(double width) {
    double below = width >= 0 && isTooLong(width) ? BAR : 0;
    return Math.max(
        LEAST, snappedTopInset() + head() + linesHeight() + below + snappedBottomInset());
  }

  @Override
  protected void layoutChildren() {
    double left = snappedLeftInset();
    double top = snappedTopInset() + head();
    double room = Math.max(0, getWidth() - around());
    double width = linesWidth();
    double height = linesHeight();
    boolean tooLong = isTooLong(getWidth());
    if (language != null) {
      language.resizeRelocate(left, snappedTopInset(), room, head());
    }
    copy.resizeRelocate(getWidth() - COPY - COPY_GAP, COPY_GAP, COPY, COPY);
    lines.resize(width, height);
    lines.setLayoutY(top);
    edge.setWidth(room);
    edge.setHeight(height);
    lines.setClip(tooLong ? edge : null);
    bar.setVisible(tooLong);
    bar.setMax(Math.max(0, width - room));
    bar.setVisibleAmount(bar.getMax() * room / width);
    bar.setValue(Math.clamp(bar.getValue(), 0, bar.getMax()));
    bar.resizeRelocate(left, top + height, room, BAR);
    move();
  }
}
