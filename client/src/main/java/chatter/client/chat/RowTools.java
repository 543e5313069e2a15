package chatter.client.chat;

import chatter.client.ui.Texts;
import chatter.client.ui.When;

/// What cells need to draw messages.
record RowTools(
    Texts texts, When labels, EmojiImages emoji, AvatarImages avatars, RowActions actions) {}
