package chatter.client.chat.composer;

import chatter.client.chat.message.Quote;

/// Keeps what is written and not sent, per conversation, where it outlives the program. JavaFX
/// application thread only.
public interface Drafts {
  /// The text kept; empty if none.
  String load(long conversation);

  /// Keeps a text; an empty one is forgotten.
  void save(long conversation, String text);

  /// What the text answers; null if nothing.
  Quote loadReply(long conversation);

  /// Keeps what the text answers; null is forgotten.
  void saveReply(long conversation, Quote reply);

  /// Told when the disk has refused to keep something.
  void setOnFailure(Runnable listener);
}
