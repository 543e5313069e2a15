package chatter.client.chat;

import java.util.ResourceBundle;

/// What cells need to draw messages.
record RowTools(
    ResourceBundle texts,
    DayLabels labels,
    EmojiImages emoji,
    AvatarImages avatars,
    RowActions actions) {}
