package chatter.client.ui;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// A row of a menu: an icon, what it does, and at its end a detail and perhaps an arrow. Style
/// class `item`. JavaFX application thread only.
public final class MenuRow extends Button {
  private static final double ICON = 20;
  private static final double ARROW = 16;

  private Icon shape;
  private final StackPane icon = new StackPane();
  private final Label words = new Label();
  private final Label detail = new Label();
  private final HBox row = new HBox();

  /// An empty one.
  public MenuRow() {
    getStyleClass().setAll("item");
    setMaxWidth(Double.MAX_VALUE);
    words.textProperty().bind(textProperty());
    detail.getStyleClass().add("item-detail");
    icon.getStyleClass().add("item-icon");
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    detail.setMinWidth(USE_PREF_SIZE);
    row.getStyleClass().add("item-row");
    row.getChildren().addAll(icon, words, detail);
    row.prefWidthProperty()
        .bind(
            widthProperty()
                .map(
                    width -> width.doubleValue() - getInsets().getLeft() - getInsets().getRight()));
    setGraphic(row);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    accessibleTextProperty().bind(textProperty());
  }

  /// The icon at its start.
  public Icon getIcon() {
    return shape;
  }

  /// The icon at its start.
  public void setIcon(Icon newShape) {
    shape = newShape;
    icon.getChildren().setAll(shape.node(ICON));
  }

  /// Whether an arrow says that there is more behind it.
  public boolean isArrow() {
    return row.getChildren().size() > 3;
  }

  /// Whether an arrow says that there is more behind it.
  public void setArrow(boolean arrow) {
    if (arrow) {
      Region node = Icon.CHEVRON_RIGHT.node(ARROW);
      node.getStyleClass().add("item-arrow");
      row.getChildren().add(node);
    }
  }

  /// A short text at its end.
  public StringProperty detailProperty() {
    return detail.textProperty();
  }
}
