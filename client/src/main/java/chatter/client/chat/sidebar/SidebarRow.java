package chatter.client.chat.sidebar;

import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.protocol.ConversationKind;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A conversation in the sidebar. Style class `sidebar-row`, with `:open` for the one being shown,
/// `:unread` and `:muted`; its badge has `:mentions`, or `:dot`, which may be `:pale`.
final class SidebarRow extends HBox {
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
  private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");
  private static final PseudoClass MUTED = PseudoClass.getPseudoClass("muted");
  private static final PseudoClass MENTIONS = PseudoClass.getPseudoClass("mentions");
  private static final PseudoClass PALE = PseudoClass.getPseudoClass("pale");
  private static final PseudoClass DOT = PseudoClass.getPseudoClass("dot");
  private static final double PICTURE = 40;
  private static final double EMOJI = 15;
  private static final int MOST_COUNTED = 99;

  private final Texts texts;
  private final AvatarImages avatars;
  private final Avatar avatar = new Avatar(PICTURE);
  private final EmojiLine title;
  private final EmojiLine preview;
  private final Label time = new Label();
  private final Label badge = new Label();

  SidebarRow(Texts texts, AvatarImages avatars, EmojiImages emoji) {
    this.texts = texts;
    this.avatars = avatars;
    title = new EmojiLine(emoji, "sidebar-row-title", EMOJI);
    preview = new EmojiLine(emoji, "sidebar-row-preview", EMOJI);
    getStyleClass().add("sidebar-row");
    setAlignment(Pos.CENTER_LEFT);
    time.getStyleClass().add("sidebar-row-time");
    badge.getStyleClass().add("badge");
    badge.managedProperty().bind(badge.visibleProperty());
    preview.managedProperty().bind(preview.visibleProperty());
    VBox words = new VBox(title, preview);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    VBox right = new VBox(time, badge);
    right.getStyleClass().add("sidebar-row-right");
    right.setAlignment(Pos.CENTER_RIGHT);
    right.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(avatar, words, right);
  }

  /// Shows a conversation.
  ///
  /// @return what a screen reader says of it
  String show(ConversationSummary conversation) {
    ConversationFace.show(conversation, avatar, avatars);
    title.setText(conversation.title());
    preview.setText(conversation.preview());
    preview.setVisible(!conversation.preview().isEmpty());
    time.setText(conversation.time());
    time.setGraphic(conversation.unsent() ? Icon.CIRCLE_ALERT.node(13) : null);
    showBadge(conversation);
    pseudoClassStateChanged(OPEN, conversation.open());
    pseudoClassStateChanged(UNREAD, conversation.unread() > 0 && !conversation.muted());
    pseudoClassStateChanged(MUTED, conversation.muted());
    return describe(conversation);
  }

  private void showBadge(ConversationSummary conversation) {
    ConversationSummary.Badge kind = conversation.badge();
    badge.setVisible(kind != ConversationSummary.Badge.NONE);
    badge.setText(
        switch (kind) {
          case NONE, DOT, PALE -> "";
          case COUNT -> shown(conversation.unread());
          case MENTIONS -> "@" + shown(conversation.mentions());
        });
    badge.pseudoClassStateChanged(MENTIONS, kind == ConversationSummary.Badge.MENTIONS);
    badge.pseudoClassStateChanged(
        DOT, kind == ConversationSummary.Badge.DOT || kind == ConversationSummary.Badge.PALE);
    badge.pseudoClassStateChanged(PALE, kind == ConversationSummary.Badge.PALE);
  }

  private static String shown(int count) {
    return count > MOST_COUNTED ? MOST_COUNTED + "+" : Integer.toString(count);
  }

  private String describe(ConversationSummary conversation) {
    List<String> parts = new ArrayList<>();
    parts.add(conversation.title());
    if (conversation.starred()) {
      parts.add(texts.say("sidebar.starred"));
    }
    if (conversation.kind() == ConversationKind.ROOM && conversation.isPrivate()) {
      parts.add(texts.say("sidebar.private"));
    }
    if (conversation.archived()) {
      parts.add(texts.say("sidebar.archived"));
    }
    if (conversation.here() == RosterViewModel.Here.ONLINE) {
      parts.add(texts.say("sidebar.online"));
    }
    if (conversation.mentions() > 0) {
      parts.add(texts.say("sidebar.mentions", conversation.mentions()));
    }
    if (conversation.unread() > 0) {
      parts.add(texts.say("sidebar.unread", conversation.unread()));
    }
    if (conversation.muted()) {
      parts.add(texts.say("sidebar.muted"));
    }
    if (conversation.unsent()) {
      parts.add(texts.say("sidebar.unsent"));
    }
    if (!conversation.preview().isEmpty()) {
      parts.add(conversation.preview());
    }
    if (!conversation.time().isEmpty()) {
      parts.add(conversation.time());
    }
    return String.join(", ", parts);
  }
}
