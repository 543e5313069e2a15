package chatter.client.chat.sidebar;

import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A room or a person in the sidebar. Style class `sidebar-row`, with `:room` for what can be gone
/// into, `:open` for the conversation being shown, `:away` for people who are not here, and
/// `:unknown` for those of whom nobody knows.
final class SidebarRow extends HBox {
  private static final PseudoClass ROOM_ROW = PseudoClass.getPseudoClass("room");
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
  private static final PseudoClass AWAY = PseudoClass.getPseudoClass("away");
  private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");
  private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");
  private static final double ROOM = 40;
  private static final double EMOJI = 15;
  private static final int MOST_COUNTED = 99;

  private final Avatar avatar = new Avatar(ROOM);
  private final EmojiLine title;
  private final EmojiLine preview;
  private final Label time = new Label();
  private final Label badge = new Label();
  private Runnable onOpen = () -> {};

  SidebarRow(EmojiImages emoji) {
    title = new EmojiLine(emoji, "sidebar-row-title", EMOJI);
    preview = new EmojiLine(emoji, "sidebar-row-preview", EMOJI);
    getStyleClass().add("sidebar-row");
    setAlignment(Pos.CENTER_LEFT);
    setAccessibleRole(AccessibleRole.TEXT);
    time.getStyleClass().add("sidebar-row-time");
    badge.getStyleClass().add("badge");
    preview.managedProperty().bind(preview.visibleProperty());
    VBox words = new VBox(title, preview);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    VBox right = new VBox(time, badge);
    right.getStyleClass().add("sidebar-row-right");
    right.setAlignment(Pos.CENTER_RIGHT);
    right.setMinWidth(USE_PREF_SIZE);
    badge.managedProperty().bind(badge.visibleProperty());
    getChildren().addAll(avatar, words, right);
  }

  /// Makes it something to go into, by mouse, key or screen reader.
  void setOnOpen(Runnable action) {
    pseudoClassStateChanged(ROOM_ROW, true);
    setAccessibleRole(AccessibleRole.BUTTON);
    setFocusTraversable(true);
    setOnMouseClicked(click -> action.run());
    setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.SPACE) {
        action.run();
        key.consume();
      }
    });
    onOpen = action;
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.FIRE) {
      onOpen.run();
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }

  void show(ConversationSummary room) {
    avatar.showIcon(room.id(), Icon.HASH);
    title.setText(room.title());
    preview.setText(room.preview());
    preview.setVisible(!room.preview().isEmpty());
    time.setText(room.time());
    badge.setText(room.unread() > MOST_COUNTED ? MOST_COUNTED + "+" : "" + room.unread());
    badge.setVisible(room.unread() > 0);
    pseudoClassStateChanged(OPEN, room.open());
    pseudoClassStateChanged(UNREAD, room.unread() > 0);
    setAccessibleText(room.title() + ", " + room.preview() + ", " + badge.getText());
  }

  /// @param name what to call somebody
  /// @param state whether somebody is here, in words; empty if that is not told
  void show(RosterViewModel.Person person, String name, String state, AvatarImages avatars) {
    avatar.showInitials(person.account().id(), person.account().name());
    avatar.setPicture(avatars.get(person.account().avatarUrl()));
    avatar.setOnline(person.here() == RosterViewModel.Here.ONLINE);
    title.setText(name);
    preview.setText(state);
    preview.setVisible(!state.isEmpty());
    badge.setVisible(false);
    pseudoClassStateChanged(AWAY, person.here() == RosterViewModel.Here.OFFLINE);
    pseudoClassStateChanged(UNKNOWN, person.here() == RosterViewModel.Here.UNKNOWN);
    setAccessibleText(state.isEmpty() ? name : name + ", " + state);
  }
}
