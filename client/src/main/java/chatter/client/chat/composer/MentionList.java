package chatter.client.chat.composer;

import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Those who can be meant by what is being typed after an `@`. The field keeps the keyboard. Style
/// class `mention-list`, each a `mention-row` with `:chosen`. JavaFX application thread only.
final class MentionList extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double PICTURE = 32;
  private static final double EMOJI = 15;

  private final Texts texts;
  private final AvatarImages avatars;
  private final EmojiImages emoji;
  private final IntConsumer onChosen;

  /// @param onChosen gets the place of the one that was pressed
  MentionList(Texts texts, AvatarImages avatars, EmojiImages emoji, IntConsumer onChosen) {
    this.texts = texts;
    this.avatars = avatars;
    this.emoji = emoji;
    this.onChosen = onChosen;
    getStyleClass().add("mention-list");
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    setAccessibleText(texts.say("composer.suggestions"));
  }

  void show(List<MentionCompletion.Candidate> candidates, int selected) {
    getChildren().clear();
    for (int i = 0; i < candidates.size(); i++) {
      getChildren().add(row(candidates.get(i), i, i == selected));
    }
  }

  private Node row(MentionCompletion.Candidate candidate, int index, boolean selected) {
    boolean all = candidate.account() == null;
    Avatar picture = new Avatar(PICTURE);
    if (all) {
      picture.showIcon(0, Icon.USERS);
    } else {
      picture.showInitials(candidate.account().id(), candidate.account().name());
      picture.setPicture(avatars.get(candidate.account().avatarUrl()));
    }
    EmojiLine name = new EmojiLine(emoji, "mention-row-name", EMOJI);
    name.setText(all ? "@" + candidate.name() : candidate.name());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label about =
        new Label(
            all
                ? texts.say("composer.everybody")
                : candidate.member() ? "" : texts.say("composer.notHere"));
    about.getStyleClass().addAll("text-2", "small");
    about.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(10, picture, name, space, about);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("mention-row");
    row.pseudoClassStateChanged(CHOSEN, selected);
    row.setAccessibleRole(AccessibleRole.LIST_ITEM);
    row.setAccessibleText(
        about.getText().isEmpty() ? name.text() : name.text() + ", " + about.getText());
    row.setOnMousePressed(press -> {
      onChosen.accept(index);
      press.consume();
    });
    return row;
  }
}
