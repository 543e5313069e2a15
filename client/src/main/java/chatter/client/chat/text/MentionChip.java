package chatter.client.chat.text;

import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Somebody mentioned, in a line of text. Style class `mention`, with `:mine` where it is the
/// reader.
final class MentionChip extends Region {
  private static final PseudoClass MINE = PseudoClass.getPseudoClass("mine");
  private static final double BASELINE = 14;
  private static final double HEIGHT = 18;

  /// Longer names are cut off: a chip does not break into lines.
  private static final double WIDEST = 240;

  private final Label name;

  MentionChip(String words, boolean mine) {
    name = new Label(words);
    name.getStyleClass().add("mention-name");
    getStyleClass().add("mention");
    getChildren().add(name);
    setAccessibleRole(AccessibleRole.HYPERLINK);
    setAccessibleText(words);
    pseudoClassStateChanged(MINE, mine);
  }

  @Override
  protected double computePrefWidth(double height) {
    double around = snappedLeftInset() + snappedRightInset();
    return Math.min(WIDEST, Math.ceil(name.prefWidth(-1)) + around);
  }

  @Override
  protected double computePrefHeight(double width) {
    return HEIGHT;
  }

  @Override
  protected void layoutChildren() {
    double height = name.prefHeight(-1);
    name.resizeRelocate(
        snappedLeftInset(),
        snapPositionY((getHeight() - height) / 2),
        getWidth() - snappedLeftInset() - snappedRightInset(),
        height);
  }

  @Override
  public double getBaselineOffset() {
    return BASELINE;
  }
}
