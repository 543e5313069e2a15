package chatter.client.chat.composer;

import chatter.client.net.outbox.MessageRef;

/// A message whose text is being changed.
///
/// @param message which one
/// @param original the text it has, as it is stored
public record Editing(MessageRef message, String original) {}
