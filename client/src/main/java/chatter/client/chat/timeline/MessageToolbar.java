package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.ui.Icon;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// What can be done with the message one points at, and when it was sent: beside its bubble, never
/// over words. One for the whole list, because hundreds would be laid out with every scroll. As
/// much of it as there is room for; all of it is on the keyboard and in the context menu, too.
/// Style class `message-tools`. JavaFX application thread only.
final class MessageToolbar extends HBox {
  private static final double GAP = 6;

  private final CellContext tools;
  private final Label time = new Label();
  private final Button react;
  private final Button reply;
  private final Button copy;
  private final Button more;
  private MessageRow row;

  /// @param onMore shows all that can be done, below a node
  MessageToolbar(CellContext tools, BiConsumer<MessageRow, Node> onMore) {
    this.tools = tools;
    getStyleClass().add("message-tools");
    setAlignment(Pos.CENTER);
    setManaged(false);
    setVisible(false);
    time.getStyleClass().add("time");
    react = button(Icon.SMILE, "message.react");
    react.setOnAction(_ -> tools.actions().chooseReaction(row, react));
    reply = button(Icon.REPLY, "message.reply");
    reply.setOnAction(_ -> tools.actions().reply(row));
    copy = button(Icon.COPY, "message.copy");
    copy.setOnAction(_ -> tools.actions().copy(row));
    more = button(Icon.ELLIPSIS_VERTICAL, "message.more");
    more.setId("messageMore");
    more.setOnAction(_ -> onMore.accept(row, more));
    time.managedProperty().bind(time.visibleProperty());
    getChildren().addAll(time, react, reply, copy, more);
  }

  private Button button(Icon icon, String words) {
    Button button = new Button();
    button.setGraphic(icon.node(16));
    button.setAccessibleText(tools.texts().say(words));
    button.getStyleClass().addAll("icon-button", "small");
    // A click leaves the cursor where one writes.
    button.setFocusTraversable(false);
    button.managedProperty().bind(button.visibleProperty());
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
    MessageActions.Rights rights = tools.actions().rights(next);
    react.setVisible(rights.react());
    reply.setVisible(rights.reply());
    copy.setVisible(next.message().delivery() != ChatMessage.Delivery.FAILED);
    time.setVisible(true);
    // What is left out is in the menu.
    for (Node optional : List.of(time, copy, reply)) {
      if (prefWidth(-1) > room) {
        optional.setVisible(false);
      }
    }
    double width = prefWidth(-1);
    setVisible(width <= room && width > 0);
    double height = prefHeight(-1);
    double x = atLeft ? bubble.getMinX() - GAP - width : bubble.getMaxX() + GAP;
    double middle = Math.max(bubble.getMinY(), bubble.getMaxY() - height - 4);
    resizeRelocate(snapPositionX(x), snapPositionY(middle), width, height);
  }

  private Node[] others() {
    return new Node[] {react, reply, copy, more, time};
  }

  private Node[] own() {
    return new Node[] {time, react, reply, copy, more};
  }

  void hide() {
    row = null;
    setVisible(false);
  }
}
