package chatter.client.chat.room;

import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.protocol.AccountInfo;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Who somebody is, and the way to write to them. Style class `person-card`. JavaFX application
/// thread only.
public final class PersonCard extends VBox {
  private static final double PICTURE = 48;
  private static final double EMOJI = 16;

  private final Button message;
  private final VBox words;

  /// @param state whether they are here, in words; empty if that is not known
  /// @param online whether they are known to be here
  /// @param onMessage begins to talk with them alone
  /// @param onMention mentions them; null where nothing can be written
  public PersonCard(
      AccountInfo account,
      String state,
      boolean online,
      Texts texts,
      AvatarImages avatars,
      EmojiImages emoji,
      Runnable onMessage,
      Runnable onMention) {
    super(12);
    getStyleClass().add("person-card");
    Avatar picture = new Avatar(PICTURE);
    picture.showInitials(account.id(), account.name());
    picture.setPicture(avatars.get(account.avatarUrl()));
    picture.setOnline(online);
    EmojiLine name = new EmojiLine(emoji, "person-card-name", EMOJI);
    name.setText(account.name());
    words = new VBox(2, name);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    if (!state.isEmpty()) {
      addLine(state);
    }
    HBox head = new HBox(12, picture, words);
    head.setAlignment(Pos.CENTER_LEFT);
    message = new Button(texts.say("person.message"));
    message.setId("personMessage");
    message.setOnAction(_ -> onMessage.run());
    HBox buttons = new HBox(8, message);
    if (onMention != null) {
      Button mention = new Button(texts.say("person.mention"));
      mention.setId("personMention");
      mention.getStyleClass().add("ghost");
      mention.setOnAction(_ -> onMention.run());
      buttons.getChildren().add(mention);
    }
    getChildren().addAll(head, buttons);
    setAccessibleText(account.name());
  }

  private void addLine(String said) {
    Label line = new Label(said);
    line.getStyleClass().addAll("text-2", "small");
    words.getChildren().add(line);
  }

  /// Says what they may do, once that is known.
  public void showRole(String role) {
    addLine(role);
    setAccessibleText(getAccessibleText() + ", " + role);
  }

  /// What has the keyboard at first.
  public Node start() {
    return message;
  }
}
