package chatter.client.benchmark;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;

/// The list of conversations at the left of the app's window. JavaFX application thread only.
record ConversationRows(Scene scene) {
  private static final Pattern TITLE = Pattern.compile(Seed.ROOM + "\\d+");

  /// How many rows there are, in view or not; the lines above the sections are among them.
  int count() {
    return scene.lookup("#conversations") instanceof ListView<?> list ? list.getItems().size() : 0;
  }

  private VirtualFlow<?> flow() {
    return (VirtualFlow<?>) scene.lookup("#conversations").lookup(".virtual-flow");
  }

  /// Scrolls by so many pixels; positive is upwards.
  void scroll(double pixels) {
    Events.scroll(flow(), pixels);
  }

  /// Where the list is: 0 at its beginning, 1 at its end.
  double position() {
    return flow().getPosition();
  }

  /// How high the list is.
  double height() {
    return flow().getHeight();
  }

  /// The rows of seeded rooms that are wholly in view, from the top.
  List<Node> rooms() {
    VirtualFlow<?> flow = flow();
    return flow.lookupAll(".sidebar-cell").stream()
        .filter(cell -> cell instanceof ListCell<?> row && row.isVisible() && !row.isEmpty())
        .filter(cell -> !title(cell).isEmpty())
        .filter(cell ->
            flow.localToScene(flow.getLayoutBounds())
                .contains(cell.localToScene(cell.getLayoutBounds())))
        .sorted(Comparator.comparingDouble(cell -> cell.localToScene(0, 0).getY()))
        .toList();
  }

  /// What the seeded room of a row is called; empty if it is none.
  static String title(Node cell) {
    String text = cell.getAccessibleText();
    Matcher title = TITLE.matcher(text == null ? "" : text);
    return title.lookingAt() ? title.group() : "";
  }
}
