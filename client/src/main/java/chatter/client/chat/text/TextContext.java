package chatter.client.chat.text;

import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;

/// What is needed to draw a text.
public record TextContext(Texts texts, EmojiImages emoji, TextActions actions) {}
