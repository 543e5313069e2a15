package chatter.client.ui;

import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/// The program's mark: a star on a rounded square. Style class `logo`. JavaFX application thread
/// only.
public final class Logo extends StackPane {
  private static final double SIZE = 56;
  private static final String STAR =
      "M16 0c1.46 9.38 6.62 14.54 16 16-9.38 1.46-14.54 6.62-16 16-1.46-9.38-6.62-14.54-16-16 "
          + "9.38-1.46 14.54-6.62 16-16z";

  /// The mark.
  public Logo() {
    getStyleClass().add("logo");
    SVGPath star = new SVGPath();
    star.setContent(STAR);
    star.getStyleClass().add("logo-star");
    getChildren().add(star);
    setMinSize(SIZE, SIZE);
    setPrefSize(SIZE, SIZE);
    setMaxSize(SIZE, SIZE);
  }
}
