package chatter.client.chat.text;

import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Something in a line of text. Its baseline is fixed, because a region's own one is only right
/// after it has been laid out, and lines must not change height by that.
public final class InlineBox extends Region {
  private double baseline;

  public InlineBox(Node... content) {
    getChildren().addAll(content);
  }

  /// Sets how large it is.
  ///
  /// @param newBaseline how far below its upper edge letters beside it stand
  public void fix(double width, double height, double newBaseline) {
    baseline = newBaseline;
    setMinSize(width, height);
    setPrefSize(width, height);
    setMaxSize(width, height);
  }

  @Override
  public double getBaselineOffset() {
    return baseline;
  }
}
