package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.TextPart;
import java.util.List;

/// What cells need to draw messages.
public record CellContext(
    Texts texts,
    TimeLabels labels,
    EmojiImages emoji,
    AvatarImages avatars,
    MessageActions actions) {

  /// What a message says, by how it is drawn; of a deleted one, that it was deleted.
  List<TextPart> parts(ChatMessage message) {
    return message.gone()
        ? List.of(new TextPart.Plain(texts.say("message.deleted")))
        : TextPart.ofBody(message.content().body(), emoji::has, actions::mentionOf);
  }
}
