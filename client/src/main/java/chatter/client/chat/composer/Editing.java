package chatter.client.chat.composer;

import chatter.client.net.outbox.MessageRef;

/// A message whose text is being changed.
///
/// @param message which one
/// @param original the text it has, as it is stored
public record Editing(MessageRef message, String original) {
  /// Whether it is that row of the timeline.
  ///
  /// @param seq its number; 0 while it waits
  /// @param key its key
  public boolean is(long seq, Object key) {
    return message.seq() > 0 ? message.seq() == seq : message.waiting().equals(key);
  }
}
