package chatter.client.chat.timeline;

import chatter.client.chat.file.FileContext;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.MessageFile;
import chatter.client.chat.text.ShownText;
import chatter.client.chat.text.TextContext;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.text.PlainText;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What cells need to draw messages.
public record CellContext(
    Texts texts,
    TimeLabels labels,
    EmojiImages emoji,
    AvatarImages avatars,
    MessageActions actions,
    FileContext files) {

  /// What is needed to draw what messages say.
  TextContext forText() {
    return new TextContext(texts, emoji, actions);
  }

  /// What a message says, to be drawn; of a deleted one, that it was deleted.
  ShownText shown(ChatMessage message) {
    return message.gone()
        ? ShownText.plain(texts.say("message.deleted"))
        : ShownText.of(message.content().body(), actions::mentionOf);
  }

  /// What a message says in words alone, to be read aloud.
  String words(ChatMessage message) {
    return message.gone()
        ? texts.say("message.deleted")
        : Stream.concat(
                Stream.of(PlainText.of(message.content().body(), actions::mentionOf)),
                message.content().files().stream().map(MessageFile::name))
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(", "));
  }
}
