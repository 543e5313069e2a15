package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.ui.Icon;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// What can be done with the message one points at, and when it was sent: beside its bubble, never
/// over words. One for the whole list, because hundreds would be laid out with every scroll. As
/// much of it as there is room for; all of it is on the keyboard and in the context menu, too.
/// Style class `message-tools`. JavaFX application thread only.
final class MessageToolbar extends HBox {
  private static final double GAP = 6;

  private final CellContext tools;
  private final Label time = new Label();
  private final Button reply;
  private final Button copy;
  private MessageRow row;

  MessageToolbar(CellContext tools) {
    this.tools = tools;
    getStyleClass().add("message-tools");
    setAlignment(Pos.CENTER);
    setManaged(false);
    setVisible(false);
    time.getStyleClass().add("time");
    reply = button(Icon.REPLY.node(16), "message.reply", () -> tools.actions().reply(row));
    copy =
        button(
            Icon.COPY.node(16),
            "message.copy",
            () -> tools.actions().copy(row.message().content().body()));
    time.managedProperty().bind(time.visibleProperty());
    getChildren().addAll(time, reply, copy);
  }

  private Button button(Region icon, String words, Runnable action) {
    Button button = new Button();
    button.setGraphic(icon);
    button.setAccessibleText(tools.texts().say(words));
    button.getStyleClass().addAll("icon-button", "small");
    // A click leaves the cursor where one writes.
    button.setFocusTraversable(false);
    button.managedProperty().bind(button.visibleProperty());
    button.setOnAction(_ -> action.run());
    return button;
  }

  /// Shows what belongs to a message.
  ///
  /// @param bubble where its bubble is, in the parent's coordinates
  /// @param left the edge of the room beside bubbles at the left
  /// @param right the same at the right
  void show(MessageRow next, Bounds bubble, double left, double right) {
    if (!next.equals(row)) {
      row = next;
      time.setText(tools.labels().exact(next.message().content().at()));
      getChildren().setAll(next.message().own() ? own() : others());
    }
    boolean atLeft = next.message().own();
    double room = (atLeft ? bubble.getMinX() - left : right - bubble.getMaxX()) - GAP;
    reply.setVisible(next.message().stored());
    copy.setVisible(next.message().delivery() != ChatMessage.Delivery.FAILED);
    time.setVisible(true);
    if (prefWidth(-1) > room) {
      time.setVisible(false);
    }
    if (prefWidth(-1) > room) {
      copy.setVisible(false);
    }
    double width = prefWidth(-1);
    setVisible(width <= room && width > 0);
    double height = prefHeight(-1);
    double x = atLeft ? bubble.getMinX() - GAP - width : bubble.getMaxX() + GAP;
    double middle = Math.max(bubble.getMinY(), bubble.getMaxY() - height - 4);
    resizeRelocate(snapPositionX(x), snapPositionY(middle), width, height);
  }

  private Node[] others() {
    return new Node[] {time, reply, copy};
  }

  private Node[] own() {
    return new Node[] {copy, reply, time};
  }

  void hide() {
    row = null;
    setVisible(false);
  }
}
