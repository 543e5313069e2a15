package chatter.client.chat;

/// Keeps what is written and not sent, per conversation, where it outlives the program. JavaFX
/// application thread only.
public interface Drafts {
  /// The text kept; empty if none.
  String load(long conversation);

  /// Keeps a text; an empty one is forgotten.
  void save(long conversation, String text);
}
