package chatter.client.net.outbox;

import chatter.shared.protocol.RejectCode;
import java.time.Instant;
import java.util.Objects;

/// A message that its author has sent and the server has not confirmed yet, or a change of one. It
/// is on disk.
///
/// @param conversation where to
/// @param commandId the idempotency key, the same in every try
/// @param body the text as `MessageText` leaves it: the message's, or for an edit its new one;
///   empty for other changes
/// @param replyTo the `seq` it answers, or null
/// @param createdAt when it was written, by this computer's clock
/// @param state how far it got
/// @param reason why it was refused; null unless `FAILED`
/// @param answeredAt when the message it answers or changes was sent, by which it is known again
///   after the server was restored from a backup and numbers mean other messages; null if there is
///   none or that is not known
/// @param afterSeq the newest `seq` there was when it failed, behind which it stays; 0 while it has
///   not
/// @param change what is to happen to a message; null for a message
public record OutboxEntry(
    long conversation,
    String commandId,
    String body,
    Long replyTo,
    Instant createdAt,
    State state,
    RejectCode reason,
    Instant answeredAt,
    long afterSeq,
    OutboxChange change) {
  /// How far it got.
  public enum State {
    /// Goes out as soon as the connection and its turn allow.
    WAITING,
    /// Sent; whether it was stored is not known yet.
    SENDING,
    /// Refused for good; goes out again only by `retry`.
    FAILED
  }

  public OutboxEntry {
    Objects.requireNonNull(commandId, "commandId is missing");
    Objects.requireNonNull(body, "body is missing");
    Objects.requireNonNull(createdAt, "createdAt is missing");
    Objects.requireNonNull(state, "state is missing");
  }

  /// A message.
  public OutboxEntry(
      long conversation,
      String commandId,
      String body,
      Long replyTo,
      Instant createdAt,
      State state,
      RejectCode reason,
      Instant answeredAt,
      long afterSeq) {
    this(
        conversation,
        commandId,
        body,
        replyTo,
        createdAt,
        state,
        reason,
        answeredAt,
        afterSeq,
        null);
  }

  /// A message that has not failed, or of which it is not known where.
  public OutboxEntry(
      long conversation,
      String commandId,
      String body,
      Long replyTo,
      Instant createdAt,
      State state,
      RejectCode reason) {
    this(conversation, commandId, body, replyTo, createdAt, state, reason, null, 0);
  }

  /// Whether it is a message, and not a change of one.
  public boolean isMessage() {
    return change == null;
  }

  OutboxEntry with(State newState, RejectCode newReason) {
    return new OutboxEntry(
        conversation,
        commandId,
        body,
        replyTo,
        createdAt,
        newState,
        newReason,
        answeredAt,
        afterSeq,
        change);
  }

  OutboxEntry failedBehind(long seq, RejectCode why) {
    return new OutboxEntry(
        conversation,
        commandId,
        body,
        replyTo,
        createdAt,
        State.FAILED,
        why,
        answeredAt,
        seq,
        change);
  }

  OutboxEntry answeringNothing() {
    return new OutboxEntry(
        conversation, commandId, body, null, createdAt, state, reason, null, afterSeq, change);
  }

  /// The same with another text, which waits again.
  OutboxEntry saying(String text) {
    return new OutboxEntry(
        conversation,
        commandId,
        text,
        replyTo,
        createdAt,
        State.WAITING,
        null,
        answeredAt,
        0,
        change);
  }

  /// A change of a message that was stored meanwhile.
  OutboxEntry of(long seq, Instant at) {
    return new OutboxEntry(
        conversation,
        commandId,
        body,
        replyTo,
        createdAt,
        state,
        reason,
        at,
        afterSeq,
        change.of(seq));
  }

  /// Written anew, as it were.
  OutboxEntry again(String id, Instant now) {
    return new OutboxEntry(
        conversation, id, body, replyTo, now, State.WAITING, null, answeredAt, 0, change);
  }
}
