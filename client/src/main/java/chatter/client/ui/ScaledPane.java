package chatter.client.ui;

import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/// Shows all of its content larger or smaller, letters and what is around them alike, and gives it
/// so much less or more room. JavaFX application thread only.
public final class ScaledPane extends Region {
  private final Region content;
  private final Scale scale = new Scale(1, 1, 0, 0);

  /// One that shows its content as it is.
  public ScaledPane(Region content) {
    this.content = content;
    content.getTransforms().add(scale);
    getChildren().add(content);
  }

  /// Shows it otherwise.
  ///
  /// @param factor 1 is as it is
  public void setScale(double factor) {
    scale.setX(factor);
    scale.setY(factor);
    requestLayout();
  }

  private double factor() {
    return scale.getX();
  }

  @Override
  protected double computeMinWidth(double height) {
    return content.minWidth(-1) * factor();
  }

  @Override
  protected double computeMinHeight(double width) {
    return content.minHeight(-1) * factor();
  }

  @Override
  protected double computePrefWidth(double height) {
    return content.prefWidth(-1) * factor();
  }

  @Override
  protected double computePrefHeight(double width) {
    return content.prefHeight(-1) * factor();
  }

  @Override
  protected void layoutChildren() {
    content.resizeRelocate(0, 0, getWidth() / factor(), getHeight() / factor());
  }
}
