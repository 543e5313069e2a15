package chatter.client.chat.room;

import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.protocol.AccountInfo;
import java.util.function.LongSupplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Somebody in a list: picture, name, and a line about them; a press does what the list is for.
/// Style class `person-line`. JavaFX application thread only.
final class PersonLine extends HBox {
  private static final double PICTURE = 36;
  private static final double EMOJI = 15;

  /// What a list of people draws them with.
  ///
  /// @param avatars their pictures
  /// @param emoji what stands in their names
  /// @param reader the account of who is signed in
  record Tools(AvatarImages avatars, EmojiImages emoji, LongSupplier reader) {}

  private final Button person = new Button();

  /// @param name what to call them
  /// @param about a line below it; empty for none
  /// @param online whether they are known to be here
  PersonLine(Tools tools, AccountInfo account, String name, String about, boolean online) {
    getStyleClass().add("person-line");
    setAlignment(Pos.CENTER_LEFT);
    Avatar avatar = new Avatar(PICTURE);
    avatar.showInitials(account.id(), account.name());
    avatar.setPicture(tools.avatars().get(account.avatarUrl()));
    avatar.setOnline(online);
    EmojiLine title = new EmojiLine(tools.emoji(), "person-line-name", EMOJI);
    title.setText(name);
    VBox words = new VBox(title);
    words.setMinWidth(0);
    words.setAlignment(Pos.CENTER_LEFT);
    if (!about.isEmpty()) {
      Label line = new Label(about);
      line.getStyleClass().addAll("text-2", "small");
      words.getChildren().add(line);
    }
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox content = new HBox(12, avatar, words);
    content.setAlignment(Pos.CENTER_LEFT);
    person.setGraphic(content);
    person.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    person.getStyleClass().setAll("item", "person-button");
    person.setMaxWidth(Double.MAX_VALUE);
    person.setAlignment(Pos.CENTER_LEFT);
    person.setAccessibleText(about.isEmpty() ? name : name + ", " + about);
    HBox.setHgrow(person, Priority.ALWAYS);
    getChildren().add(person);
  }

  /// What a press does.
  void setOnChosen(Runnable action) {
    person.setOnAction(_ -> action.run());
  }

  /// What stands at its end.
  void add(Node node) {
    getChildren().add(node);
  }

  /// The part that is pressed.
  Node person() {
    return person;
  }
}
