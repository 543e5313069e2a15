package chatter.client.chat.timeline;

import chatter.client.chat.file.FileWords;
import chatter.client.chat.list.RowCell;
import chatter.client.chat.message.ChangeRefusal;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.selection.SelectableCell;
import chatter.client.chat.text.Openable;
import chatter.client.chat.text.SelectableText;
import chatter.client.net.outbox.OutboxChange;
import chatter.client.ui.Avatar;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.protocol.RejectCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;

/// A message: on the right if it is the reader's own, otherwise on the left with the sender's name
/// above the first of a run and the picture beside the last; reactions below it. Style class
/// `message-cell`.
final class MessageCell extends RowCell<TimelineRow> implements SelectableCell {
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
  private static final double REACTION_INDENT = 8;
  private static final double REACTION_GAP = 3;

  private final CellContext tools;
  private final Consumer<MessageCell> painter;
  private final Bubble bubble;
  private final EmojiLine name;
  private final Avatar avatar = new Avatar(AVATAR);
  private FailureLine failure;
  private ReactionBar reactions;
  private Button undo;
  private String nameColour = "";

  /// Whether it says who wrote it, and has room for a picture.
  private boolean named;

  /// @param painter paints what is selected of the row that a cell shows now
  MessageCell(CellContext tools, Consumer<MessageCell> painter) {
    this.tools = tools;
    this.painter = painter;
    bubble = new Bubble(tools);
    name = new EmojiLine(tools.emoji(), "sender", NAME_EMOJI);
    getStyleClass().add("message-cell");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    getChildren().addAll(name, avatar, bubble);
    avatar.setMouseTransparent(false);
    for (Node sender : List.of(name, avatar)) {
      sender.setCursor(Cursor.HAND);
      sender.setOnMouseClicked(click -> {
        if (click.getButton() == MouseButton.PRIMARY && row() instanceof MessageRow shown) {
          tools.actions().showSender(shown.message(), sender);
        }
      });
    }
  }

  @Override
  protected void update(TimelineRow row) {
    if (row instanceof MessageRow shown) {
      show(shown);
      painter.accept(this);
    }
  }

  @Override
  public SelectableText text() {
    return row() instanceof MessageRow shown && !shown.message().gone() ? bubble.text() : null;
  }

  private void show(MessageRow row) {
    ChatMessage message = row.message();
    bubble.update(row);
    bubble.text().node().setCursor(message.gone() ? Cursor.DEFAULT : Cursor.TEXT);
    named = !message.own() && !tools.actions().amongTwo();
    name.setVisible(row.first() && named);
    avatar.setVisible(row.last() && named);
    if (name.isVisible()) {
      showName(message);
    }
    showAvatar(message);
    showFailure(row);
    showReactions(row);
    showUndo(row);
    setAccessibleText(describe(row));
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
    if (row.message().delivery() != ChatMessage.Delivery.FAILED && !refused(row.message())) {
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

  private void showReactions(MessageRow row) {
    if (row.message().gone() || row.message().content().reactions().isEmpty()) {
      getChildren().remove(reactions);
      reactions = null;
    } else {
      if (reactions == null) {
        reactions = new ReactionBar(tools);
        getChildren().add(reactions);
      }
      reactions.show(row);
    }
  }

  /// Beside a message that is about to be deleted.
  private void showUndo(MessageRow row) {
    if (!undoable(row.message())) {
      getChildren().remove(undo);
      undo = null;
    } else if (undo == null) {
      undo = new Button(tools.texts().say("message.undo"));
      undo.getStyleClass().addAll("text-button", "undo");
      undo.setFocusTraversable(false);
      undo.setOnAction(_ -> {
        if (row() instanceof MessageRow shown) {
          tools.actions().undoDelete(shown);
        }
      });
      getChildren().add(undo);
    }
  }

  /// Whether it belongs to somebody else's run whose name is above the list's upper edge.
  boolean hidesSender() {
    return row() instanceof MessageRow shown
        && named
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

  /// What can be opened: the quote, links and mentions, the reactions.
  List<Openable> targets() {
    List<Openable> all = new ArrayList<>(bubble.targets());
    if (reactions != null) {
      all.addAll(reactions.targets());
    }
    if (undo != null) {
      all.add(new Openable(undo, undo::fire));
    }
    return all;
  }

  private String describe(MessageRow row) {
    ChatMessage message = row.message();
    Texts texts = tools.texts();
    String sender = message.own() ? texts.say("message.you") : message.content().sender().name();
    String time = tools.labels().time(message.content().at());
    StringBuilder said = new StringBuilder(ChatMessage.say(sender, time, tools.words(message)));
    for (String more : marks(row)) {
      said.append(", ").append(more);
    }
    return said.toString();
  }

  private List<String> marks(MessageRow row) {
    ChatMessage message = row.message();
    Texts texts = tools.texts();
    List<String> marks = new ArrayList<>();
    if (!message.gone()) {
      String answered = row.quote() == null ? "" : row.quote().said();
      if (!answered.isEmpty()) {
        marks.add(texts.say("message.answers", answered));
      }
      message.content().reactions().forEach(reaction -> marks.add(say(reaction)));
      if (message.content().editedAt() != null) {
        marks.add(texts.say("message.edited"));
      }
      if (message.content().pinned()) {
        marks.add(texts.say("message.pinned"));
      }
    }
    if (refused(message)) {
      marks.add(ChangeRefusal.say(texts, message.change().reason()));
    } else if (message.waiting()) {
      marks.add(texts.say("message.change.waiting"));
    }
    if (message.own() && !message.gone()) {
      marks.add(
          switch (message.delivery()) {
            case PENDING -> texts.say("message.state.pending");
            case STORED -> texts.say("message.state.sent");
            case FAILED -> reason(texts, message);
          });
    }
    return marks;
  }

  private String say(ChatMessage.Reaction reaction) {
    Texts texts = tools.texts();
    String words = texts.say("message.reactions", reaction.count(), reaction.emoji());
    return reaction.mine() ? texts.say("message.reactions.mine", words) : words;
  }

  @Override
  protected void release() {
    bubble.release();
    avatar.setPicture(null);
  }

  private boolean own() {
    return row() instanceof MessageRow shown && shown.message().own();
  }

  private double widest(double width) {
    double widest = Math.min(WIDEST, width * (width < NARROW ? NARROW_SHARE : SHARE));
    return Math.floor(named ? widest - AVATAR - AVATAR_GAP : widest);
  }

  private double bubbleWidth(double width) {
    return Math.min(widest(width), bubble.prefWidth(-1));
  }

  private double reactionsHeight(double width) {
    return reactions == null
        ? 0
        : REACTION_GAP + snapSizeY(reactions.prefHeight(widest(width) - REACTION_INDENT));
  }

  private double topGap() {
    return row() instanceof MessageRow shown && shown.first() ? RUN_GAP : GAP;
  }

  private double nameHeight() {
    return name.isVisible() ? name.prefHeight(-1) + GAP : 0;
  }

  @Override
  protected double computePrefHeight(double width) {
    double height =
        topGap() + nameHeight() + bubble.prefHeight(bubbleWidth(width)) + reactionsHeight(width);
    return failure == null ? height : height + failure.prefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double width = bubbleWidth(getWidth());
    double height = bubble.prefHeight(width);
    double top = topGap() + nameHeight();
    double left = own() ? getWidth() - width : named ? AVATAR + AVATAR_GAP : 0;
    bubble.resizeRelocate(snapPositionX(left), top, width, height);
    name.resizeRelocate(
        left + NAME_INDENT,
        topGap(),
        Math.max(0, Math.min(name.prefWidth(-1), getWidth() - left - NAME_INDENT)),
        name.prefHeight(-1));
    avatar.resizeRelocate(0, top + height - AVATAR, AVATAR, AVATAR);
    if (undo != null) {
      double undoWidth = Math.ceil(undo.prefWidth(-1));
      double undoHeight = undo.prefHeight(-1);
      undo.resizeRelocate(
          own() ? left - AVATAR_GAP - undoWidth : left + width + AVATAR_GAP,
          snapPositionY(top + (height - undoHeight) / 2),
          undoWidth,
          undoHeight);
    }
    if (reactions != null) {
      double room = widest(getWidth()) - REACTION_INDENT;
      reactions.resizeRelocate(
          own() ? getWidth() - REACTION_INDENT - room : left + REACTION_INDENT,
          top + height + REACTION_GAP,
          room,
          reactionsHeight(getWidth()) - REACTION_GAP);
    }
    if (failure != null) {
      failure.resizeRelocate(
          0,
          top + height + reactionsHeight(getWidth()),
          getWidth(),
          failure.prefHeight(getWidth()));
    }
  }

  /// Whether a change of it was refused.
  static boolean refused(ChatMessage message) {
    return message.change() != null && message.change().failed();
  }

  /// Whether it is about to be deleted, and that can be taken back.
  static boolean undoable(ChatMessage message) {
    return message.waiting() && message.change().kind() == OutboxChange.Kind.DELETE;
  }

  /// Why a message was refused, in words.
  static String reason(Texts texts, ChatMessage message) {
    if (message.problem() != null) {
      return FileWords.failure(texts, message.problem(), message.content().files());
    }
    return reason(texts, message.reason());
  }

  /// Why a message was refused, by the server's code.
  static String reason(Texts texts, RejectCode code) {
    return texts.say("message.failed." + (code == null ? RejectCode.INTERNAL : code).wireName());
  }

  /// Below a message that was refused, or a change of which was: why, and what can be done. Style
  /// class `failure`.
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
              button("message.copy", () -> actions.copy(row)),
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
      ChatMessage message = failed.message();
      reason.setText(
          refused(message)
              ? ChangeRefusal.say(texts, message.change().reason())
              : reason(texts, message));
    }
  }
}
