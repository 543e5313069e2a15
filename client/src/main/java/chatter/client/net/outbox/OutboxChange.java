package chatter.client.net.outbox;

import java.time.Instant;
import java.util.Objects;

/// What is to happen to a message. An edit's new text is the entry's own.
///
/// @param kind what
/// @param message the `seq` of the message; 0 while it waits in the outbox itself
/// @param waiting the commandId of the message while it waits in the outbox itself; else null
/// @param emoji which reaction; null unless it is one
/// @param on whether a reaction or a pin is put on or taken off
/// @param notBefore when it may go out at the earliest; null if at once
public record OutboxChange(
    Kind kind, long message, String waiting, String emoji, boolean on, Instant notBefore) {
  /// Kinds of change.
  public enum Kind {
    /// Another text.
    EDIT,
    /// The text goes.
    DELETE,
    /// A reaction is put on or taken off.
    REACT,
    /// A pin is put on or taken off.
    PIN
  }

  public OutboxChange {
    Objects.requireNonNull(kind, "kind is missing");
    if ((message > 0) == (waiting != null)) {
      throw new IllegalArgumentException("a message is stored or waits");
    }
    if ((kind == Kind.REACT) != (emoji != null)) {
      throw new IllegalArgumentException("a reaction has an emoji, and nothing else has");
    }
  }

  static OutboxChange edit(MessageRef message) {
    return new OutboxChange(Kind.EDIT, message.seq(), message.waiting(), null, true, null);
  }

  static OutboxChange delete(MessageRef message, Instant notBefore) {
    return new OutboxChange(Kind.DELETE, message.seq(), message.waiting(), null, true, notBefore);
  }

  static OutboxChange react(MessageRef message, String emoji, boolean on) {
    return new OutboxChange(Kind.REACT, message.seq(), message.waiting(), emoji, on, null);
  }

  static OutboxChange pin(MessageRef message, boolean on) {
    return new OutboxChange(Kind.PIN, message.seq(), message.waiting(), null, on, null);
  }

  /// The same of the message that was stored meanwhile.
  OutboxChange of(long seq) {
    return new OutboxChange(kind, seq, null, emoji, on, notBefore);
  }

  boolean sameTarget(OutboxChange other) {
    return message == other.message && Objects.equals(waiting, other.waiting);
  }

  /// Whether it is about a message.
  ///
  /// @param seq of a stored one; 0 if it is not
  /// @param commandId of one that waits; null if it is stored
  public boolean concerns(long seq, String commandId) {
    return message > 0 ? message == seq : waiting.equals(commandId);
  }
}
