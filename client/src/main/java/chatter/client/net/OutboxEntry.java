package chatter.client.net;

import chatter.shared.protocol.RejectCode;
import java.time.Instant;
import java.util.Objects;

/// A message that its author has sent and the server has not confirmed yet. It is on disk.
///
/// @param conversation where to
/// @param clientMessageId the idempotency key, the same in every try
/// @param body the text as `MessageText` leaves it
/// @param replyTo the `seq` it answers, or null
/// @param createdAt when it was written, by this computer's clock
/// @param state how far it got
/// @param reason why it was refused; null unless `FAILED`
public record OutboxEntry(
    long conversation,
    String clientMessageId,
    String body,
    Long replyTo,
    Instant createdAt,
    State state,
    RejectCode reason) {
  /// How far a message got.
  public enum State {
    /// Goes out as soon as the connection and its turn allow.
    WAITING,
    /// Sent; whether it was stored is not known yet.
    SENDING,
    /// Refused for good; goes out again only by `retry`.
    FAILED
  }

  public OutboxEntry {
    Objects.requireNonNull(clientMessageId, "clientMessageId is missing");
    Objects.requireNonNull(body, "body is missing");
    Objects.requireNonNull(createdAt, "createdAt is missing");
    Objects.requireNonNull(state, "state is missing");
  }

  OutboxEntry with(State newState, RejectCode newReason) {
    return new OutboxEntry(
        conversation, clientMessageId, body, replyTo, createdAt, newState, newReason);
  }
}
