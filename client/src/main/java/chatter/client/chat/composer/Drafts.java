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

  /// What else is kept of what is being done in a conversation.
  enum Part {
    /// The message whose text is being changed, and its text so far.
    EDIT,
    /// Who was chosen in the text.
    PICKS,
    /// Where the reader is.
    POSITION,
    /// The emoji used most and the skin tone; the account's, kept for conversation 0.
    RECENT_REACTIONS
  }

  /// A part as it was kept; empty if nothing is.
  String loadPart(long conversation, Part part);

  /// Keeps a part; an empty one is forgotten.
  void savePart(long conversation, Part part, String value);

  /// Told when the disk has refused to keep something.
  void setOnFailure(Runnable listener);
}
