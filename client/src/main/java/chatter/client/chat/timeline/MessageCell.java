package chatter.client.chat.timeline;

import chatter.client.chat.list.RowCell;
import chatter.client.chat.message.ChatMessage;
import chatter.client.ui.Avatar;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiLine;
import chatter.client.ui.emoji.TextPart;
import chatter.shared.protocol.RejectCode;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// A message: on the right if it is the reader's own, otherwise on the left with the sender's name
/// above the first of a run and the picture beside the last. Style class `message-cell`.
final class MessageCell extends RowCell<TimelineRow> {
  private static final double AVATAR = 32;
  private static final double AVATAR_GAP = 8;
  private static final double RUN_GAP = 10;
  private static final double GAP = 2;
  private static final double NAME_INDENT = 12;
  private static final double NAME_EMOJI = 15;
  private static final double WIDEST = 560;
  private static final double SHARE = 0.65;
  private static final double NARROW_SHARE = 0.86;
  private static final double NARROW = 480;

  private final CellContext tools;
  private final Bubble bubble;
  private final EmojiLine name;
  private final Avatar avatar = new Avatar(AVATAR);
  private FailureLine failure;
  private String nameColour = "";

  MessageCell(CellContext tools) {
    this.tools = tools;
    bubble = new Bubble(tools);
    name = new EmojiLine(tools.emoji(), "sender", NAME_EMOJI);
    getStyleClass().add("message-cell");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    getChildren().addAll(name, avatar, bubble);
  }

  @Override
  protected void update(TimelineRow row) {
    if (row instanceof MessageRow shown) {
      show(shown);
    }
  }

  private void show(MessageRow row) {
    ChatMessage message = row.message();
    bubble.update(row, TextPart.of(message.content().body(), tools.emoji()::has));
    name.setVisible(row.first() && !message.own());
    avatar.setVisible(row.last() && !message.own());
    if (name.isVisible()) {
      showName(message);
    }
    showAvatar(message);
    showFailure(row);
    setAccessibleText(describe(message));
    requestLayout();
  }

  private void showName(ChatMessage message) {
    name.setText(message.content().sender().name());
    String colour = "person-" + Avatar.colourOf(message.content().sender().id());
    if (!colour.equals(nameColour)) {
      name.getStyleClass().remove(nameColour);
      name.getStyleClass().add(colour);
      nameColour = colour;
    }
  }

  private void showAvatar(ChatMessage message) {
    if (avatar.isVisible()) {
      avatar.showInitials(message.content().sender().id(), message.content().sender().name());
      avatar.setPicture(tools.avatars().get(message.content().sender().avatarUrl()));
    }
  }

  /// A picture has arrived; it may be this row's.
  void avatarArrived(String avatarUrl) {
    if (row() instanceof MessageRow shown
        && avatarUrl.equals(shown.message().content().sender().avatarUrl())) {
      showAvatar(shown.message());
    }
  }

  private void showFailure(MessageRow row) {
    if (row.message().delivery() != ChatMessage.Delivery.FAILED) {
      getChildren().remove(failure);
      failure = null;
    } else {
      if (failure == null) {
        failure = new FailureLine(tools);
        getChildren().add(failure);
      }
      failure.show(row);
    }
  }

  /// Whether it belongs to somebody else's run whose name is above the list's upper edge.
  boolean hidesSender() {
    return row() instanceof MessageRow shown
        && !shown.message().own()
        && (!shown.first() || top() + topGap() + nameHeight() < 0);
  }

  /// Where the bubble is, in the list's coordinates.
  Bounds bubbleBounds() {
    // Not its bounds: what is drawn of it may reach beyond.
    return new BoundingBox(
        getLayoutX() + bubble.getLayoutX(),
        getLayoutY() + bubble.getLayoutY(),
        bubble.getWidth(),
        bubble.getHeight());
  }

  /// What can be opened in the bubble: the quote, then the links.
  List<Bubble.Target> targets() {
    return bubble.targets();
  }

  private String describe(ChatMessage message) {
    Texts texts = tools.texts();
    String sender = message.own() ? texts.say("message.you") : message.content().sender().name();
    String time = tools.labels().time(message.content().at());
    String said = ChatMessage.say(sender, time, message.content().body());
    if (!message.own()) {
      return said;
    }
    return said
        + ", "
        + switch (message.delivery()) {
          case PENDING -> texts.say("message.state.pending");
          case STORED -> texts.say("message.state.sent");
          case FAILED -> reason(texts, message.reason());
        };
  }

  @Override
  protected void release() {
    bubble.release();
    avatar.setPicture(null);
  }

  private boolean own() {
    return row() instanceof MessageRow shown && shown.message().own();
  }

  private double bubbleWidth(double width) {
    double widest = Math.min(WIDEST, width * (width < NARROW ? NARROW_SHARE : SHARE));
    double room = own() ? widest : widest - AVATAR - AVATAR_GAP;
    return Math.min(Math.floor(room), bubble.prefWidth(-1));
  }

  private double topGap() {
    return row() instanceof MessageRow shown && shown.first() ? RUN_GAP : GAP;
  }

  private double nameHeight() {
    return name.isVisible() ? name.prefHeight(-1) + GAP : 0;
  }

  @Override
  protected double computePrefHeight(double width) {
    double height = topGap() + nameHeight() + bubble.prefHeight(bubbleWidth(width));
    return failure == null ? height : height + failure.prefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double width = bubbleWidth(getWidth());
    double height = bubble.prefHeight(width);
    double top = topGap() + nameHeight();
    double left = own() ? getWidth() - width : AVATAR + AVATAR_GAP;
    bubble.resizeRelocate(snapPositionX(left), top, width, height);
    name.resizeRelocate(
        left + NAME_INDENT,
        topGap(),
        Math.max(0, getWidth() - left - NAME_INDENT),
        name.prefHeight(-1));
    avatar.resizeRelocate(0, top + height - AVATAR, AVATAR, AVATAR);
    if (failure != null) {
      failure.resizeRelocate(0, top + height, getWidth(), failure.prefHeight(getWidth()));
    }
  }

  /// Why a message was refused, in words.
  static String reason(Texts texts, RejectCode code) {
    return texts.say("message.failed." + (code == null ? RejectCode.INTERNAL : code).wireName());
  }

  /// Below a message that was refused: why, and what can be done. Style class `failure`.
  private static final class FailureLine extends HBox {
    private final Texts texts;
    private final Label reason = new Label();
    private MessageRow row;

    FailureLine(CellContext tools) {
      texts = tools.texts();
      getStyleClass().add("failure");
      setAlignment(Pos.CENTER_RIGHT);
      reason.setGraphic(Icon.CIRCLE_ALERT.node(14));
      reason.getStyleClass().add("failure-reason");
      reason.setMinWidth(0);
      MessageActions actions = tools.actions();
      getChildren()
          .addAll(
              reason,
              button("message.retry", () -> actions.retry(row)),
              button("message.copy", () -> actions.copy(row.message().content().body())),
              button("message.discard", () -> actions.discard(row)));
    }

    private Button button(String key, Runnable action) {
      Button button = new Button(texts.say(key));
      button.getStyleClass().add("text-button");
      button.setMinWidth(USE_PREF_SIZE);
      button.setFocusTraversable(false);
      button.setOnAction(_ -> action.run());
      return button;
    }

    void show(MessageRow failed) {
      row = failed;
      reason.setText(reason(texts, failed.message().reason()));
    }
  }
}
