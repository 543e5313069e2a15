package chatter.client.ui;

import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The line icons of both clients: Lucide's, under Lucide's names. A node has the style class
/// `icon`, its path `icon-path`; the colour is the path's `-fx-stroke`.
public enum Icon {
  /// Three lines: opens the drawer.
  MENU("M4 5h16 M4 12h16 M4 19h16"),
  /// A paper plane.
  SEND_HORIZONTAL(
      "M3.714 3.048a.498.498 0 0 0-.683.627l2.843 7.627a2 2 0 0 1 0 1.396l-2.842 "
          + "7.627a.498.498 0 0 0 .682.627l18-8.5a.5.5 0 0 0 0-.904z M6 12h16"),
  /// Done.
  CHECK("M20 6 9 17l-5-5"),
  /// Waiting.
  CLOCK("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 6v6l4 2"),
  /// Something failed.
  CIRCLE_ALERT("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 8L12 12 M12 16L12.01 16"),
  /// Down, to what is newer.
  ARROW_DOWN("M12 5v14 M19 12l-7 7-7-7"),
  /// Up, to what is older.
  ARROW_UP("M5 12l7-7 7 7 M12 19V5"),
  /// Answer.
  REPLY("M20 18v-2a4 4 0 0 0-4-4H4 M9 17l-5-5 5-5"),
  /// Copy.
  COPY(
      "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2z "
          + "M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"),
  /// Again.
  ROTATE_CW("M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8 M21 3v5h-5"),
  /// Close, or not after all.
  X("M18 6 6 18 M6 6l12 12"),
  /// Not connected.
  WIFI_OFF(
      "M12 20h.01 M8.5 16.429a5 5 0 0 1 7 0 M5 12.859a10 10 0 0 1 5.17-2.69 M19 "
          + "12.859a10 10 0 0 0-2.007-1.523 M2 8.82a15 15 0 0 1 4.177-2.643 M22 8.82a15 15 0 "
          + "0 0-11.288-3.764 M2 2l20 20"),
  /// A room.
  HASH("M4 9L20 9 M4 15L20 15 M10 3L8 21 M16 3L14 21"),
  /// Throw away.
  TRASH_2(
      "M10 11v6 M14 11v6 M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6 M3 6h18 M8 6V4a2 2 0 "
          + "0 1 2-2h4a2 2 0 0 1 2 2v2");

  /// Lucide draws in a square of 24 x 24.
  private static final double GRID = 24;

  private final String path;

  Icon(String path) {
    this.path = path;
  }

  /// A new node that shows the icon in a square of so many pixels.
  public Region node(double size) {
    SVGPath shape = new SVGPath();
    shape.setContent(path);
    shape.getStyleClass().add("icon-path");
    shape.setManaged(false);
    shape.getTransforms().add(new Scale(size / GRID, size / GRID, 0, 0));
    return new Square(shape, size);
  }

  private static final class Square extends Region {
    Square(SVGPath shape, double size) {
      getStyleClass().add("icon");
      getChildren().add(shape);
      setMinSize(size, size);
      setPrefSize(size, size);
      setMaxSize(size, size);
      setMouseTransparent(true);
    }

    @Override
    public String getUserAgentStylesheet() {
      return Icon.class.getResource("icon.css").toExternalForm();
    }
  }
}
