package chatter.client.ui;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// What stands above a panel beside a conversation: what it is called, what can be done with all of
/// it, and the way to close it. Style class `side-panel-head`. JavaFX application thread only.
public final class SidePanelHead extends HBox {
  private static final double GAP = 4;

  /// @param title what the panel is called
  /// @param close takes it away
  /// @param actions what stands before the button that closes
  public SidePanelHead(Texts texts, String title, Runnable close, Node... actions) {
    super(GAP);
    getStyleClass().add("side-panel-head");
    setAlignment(Pos.CENTER_LEFT);
    Label heading = new Label(title);
    heading.getStyleClass().add("side-panel-title");
    heading.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(heading, Priority.ALWAYS);
    Button closing = new Button();
    closing.setId("closePanel");
    closing.setGraphic(Icon.X.node(18));
    closing.getStyleClass().add("icon-button");
    closing.setAccessibleText(texts.say("keys.close"));
    closing.setOnAction(_ -> close.run());
    getChildren().add(heading);
    getChildren().addAll(actions);
    getChildren().add(closing);
  }
}
