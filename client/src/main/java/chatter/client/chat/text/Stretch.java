package chatter.client.chat.text;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.TextFlow;

/// Some characters of a text flow, in a row.
///
/// @param from the first
/// @param to behind the last
public record Stretch(int from, int to) {
  /// Adds one behind those there are; one that goes on where the last ends is one with it.
  public void addTo(List<Stretch> before) {
    boolean goesOn = !before.isEmpty() && before.getLast().to() == from;
    before.add(goesOn ? new Stretch(before.removeLast().from(), to) : this);
  }

  /// Draws the ground under some of a flow's characters, as it is laid out now. JavaFX application
  /// thread only.
  ///
  /// @param rightToLeft whether the flow's lines begin at the right
  /// @param path what is drawn, in the flow's own coordinates
  public static void draw(TextFlow flow, boolean rightToLeft, List<Stretch> some, Path path) {
    List<PathElement> elements = new ArrayList<>();
    for (Stretch stretch : some) {
      if (stretch.from() < stretch.to()) {
        for (Rectangle2D area :
            flow.getLayoutInfo().getSelectionGeometry(stretch.from(), stretch.to(), false)) {
          // JavaFX counts them from the edge where the lines begin, but points from the left.
          double left = rightToLeft ? flow.getWidth() - area.getMaxX() : area.getMinX();
          double right = left + area.getWidth();
          elements.add(new MoveTo(left, area.getMinY()));
          elements.add(new LineTo(right, area.getMinY()));
          elements.add(new LineTo(right, area.getMaxY()));
          elements.add(new LineTo(left, area.getMaxY()));
          elements.add(new ClosePath());
        }
      }
    }
    path.getElements().setAll(elements);
  }
}
