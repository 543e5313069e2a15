package chatter.client.chat;

import chatter.client.chat.keys.Shortcut;
import chatter.client.chat.keys.Shortcut.Where;
import chatter.client.ui.Texts;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The keys of the chat screen, to be looked up, by where they mean something. Style classes
/// `key-list`, `key-heading` and `key`.
final class ShortcutList {
  private static final double STROKES = 120;

  private ShortcutList() {}

  static Node of(Texts texts) {
    VBox anywhere = new VBox(6);
    addGroup(anywhere, texts, Where.SCREEN);
    VBox somewhere = new VBox(6);
    addGroup(somewhere, texts, Where.FIELD, Where.EMPTY_FIELD);
    addGroup(somewhere, texts, Where.LIST);
    return new Columns(anywhere, somewhere);
  }

  private static void addGroup(VBox column, Texts texts, Where... places) {
    List<Where> wanted = List.of(places);
    Label heading = new Label(texts.say(wanted.getFirst().words()));
    heading.getStyleClass().add("key-heading");
    GridPane grid = new GridPane();
    grid.getStyleClass().add("key-list");
    ColumnConstraints keys = new ColumnConstraints(STROKES);
    grid.getColumnConstraints().add(keys);
    Stream.of(Shortcut.values())
        .filter(one -> wanted.contains(one.where()))
        .forEach(one -> {
          FlowPane strokes = new FlowPane(4, 4);
          strokes.setPrefWrapLength(STROKES);
          for (String stroke : one.shown()) {
            Label key = new Label(stroke);
            key.getStyleClass().add("key");
            strokes.getChildren().add(key);
          }
          Label words = new Label(texts.say(one.words()));
          words.setWrapText(true);
          grid.addRow(grid.getRowCount(), strokes, words);
        });
    column.getChildren().addAll(heading, grid);
  }

  /// Two columns where there is room for them, otherwise one below the other.
  private static final class Columns extends Region {
    private static final double GAP = 24;
    private static final double NARROWEST = 270;
    private static final double WIDE = 700;

    private final Region first;
    private final Region second;

    Columns(Region first, Region second) {
      this.first = first;
      this.second = second;
      getChildren().addAll(first, second);
    }

    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }

    private static boolean beside(double width) {
      return width >= 2 * NARROWEST + GAP;
    }

    private static double column(double width) {
      return beside(width) ? Math.floor((width - GAP) / 2) : width;
    }

    @Override
    protected double computeMinWidth(double height) {
      return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
      return WIDE;
    }

    @Override
    protected double computePrefHeight(double width) {
      double wide = width < 0 ? WIDE : width;
      double one = first.prefHeight(column(wide));
      double other = second.prefHeight(column(wide));
      return beside(wide) ? Math.max(one, other) : one + GAP + other;
    }

    @Override
    protected double computeMinHeight(double width) {
      return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
      double column = column(getWidth());
      double height = first.prefHeight(column);
      first.resizeRelocate(0, 0, column, height);
      second.resizeRelocate(
          beside(getWidth()) ? getWidth() - column : 0,
          beside(getWidth()) ? 0 : height + GAP,
          column,
          second.prefHeight(column));
    }
  }
}
