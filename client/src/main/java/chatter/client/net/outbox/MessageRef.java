package chatter.client.net.outbox;

import java.time.Instant;

/// Which message is meant: one that is stored, or one that waits in the outbox.
///
/// @param seq its place in the conversation; 0 while it waits
/// @param waiting its commandId while it waits; null if it is stored
/// @param at when it was sent, by which it is known again if the server is restored from a backup;
///   null while it waits, or if that is not known
public record MessageRef(long seq, String waiting, Instant at) {
  public MessageRef {
    if ((seq > 0) == (waiting != null)) {
      throw new IllegalArgumentException("a message is stored or waits");
    }
  }

  /// One that is stored.
  public static MessageRef stored(long seq, Instant at) {
    return new MessageRef(seq, null, at);
  }

  /// One that waits.
  public static MessageRef waiting(String commandId) {
    return new MessageRef(0, commandId, null);
  }
}
