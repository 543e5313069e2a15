package chatter.client.chat.timeline;

import chatter.client.ui.AvatarImages;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.emoji.EmojiImages;

/// What cells need to draw messages.
public record CellContext(
    Texts texts,
    TimeLabels labels,
    EmojiImages emoji,
    AvatarImages avatars,
    MessageActions actions) {}
