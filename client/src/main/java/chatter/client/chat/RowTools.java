package chatter.client.chat;

import chatter.client.ui.Texts;

/// What cells need to draw messages.
record RowTools(
    Texts texts, DayLabels labels, EmojiImages emoji, AvatarImages avatars, RowActions actions) {}
