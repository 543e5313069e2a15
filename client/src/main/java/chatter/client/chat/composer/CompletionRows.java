package chatter.client.chat.composer;

import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.text.EmojiKind;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;

/// How what is offered for the field is shown: people for an `@`, emoji for a colon. JavaFX
/// application thread only.
///
/// @param texts the words
/// @param avatars pictures of people
/// @param images pictures of emoji
record CompletionRows(Texts texts, AvatarImages avatars, EmojiImages images) {
  private static final double PICTURE = 32;
  private static final double EMOJI = 15;
  private static final double EMOJI_OFFERED = 22;

  CompletionList.Row person(MentionCompletion.Candidate candidate) {
    boolean all = candidate.account() == null;
    Avatar picture = new Avatar(PICTURE);
    if (all) {
      picture.showIcon(0, Icon.USERS);
    } else {
      picture.showInitials(candidate.account().id(), candidate.account().name());
      picture.setPicture(avatars.get(candidate.account().avatarUrl()));
    }
    EmojiLine name = new EmojiLine(images, "mention-row-name", EMOJI);
    name.setText(all ? "@" + candidate.name() : candidate.name());
    return new CompletionList.Row(
        picture,
        name,
        name.text(),
        all
            ? texts.say("composer.everybody")
            : candidate.member() ? "" : texts.say("composer.notHere"));
  }

  CompletionList.Row emoji(EmojiKind kind, EmojiCompletion completion) {
    ImageView picture = new ImageView(images.image(completion.emojiOf(kind)));
    picture.setFitWidth(EMOJI_OFFERED);
    picture.setFitHeight(EMOJI_OFFERED);
    Label name = new Label(completion.shortcodeOf(kind));
    name.setMinWidth(0);
    return new CompletionList.Row(picture, name, name.getText(), kind.name());
  }
}
