package chatter.client.net.outbox;

import chatter.shared.protocol.RejectCode;
import java.time.Instant;
import java.util.List;
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
/// @param files what goes with a message, in the order in which it is shown
/// @param problem why its files were refused, as the server's code; null unless `FAILED` for that,
///   and there is no `reason` then
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
    OutboxChange change,
    List<OutboxFile> files,
    String problem) {
  /// What `problem` is when a file is not on this computer any more.
  public static final String FILE_LOST = "file_lost";

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
    files = files == null ? List.of() : List.copyOf(files);
  }

  /// One without files.
  public OutboxEntry(
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
        change,
        List.of(),
        null);
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

  /// Whether all of its files are at the server, so that it can be sent itself.
  public boolean uploaded() {
    return files.stream().allMatch(OutboxFile::finished);
  }

  OutboxEntry with(State newState, RejectCode newReason) {
    return with(commandId, createdAt, newState, newReason, afterSeq, null);
  }

  private OutboxEntry with(
      String id, Instant written, State now, RejectCode why, long after, String refusal) {
    return new OutboxEntry(
        conversation,
        id,
        body,
        replyTo,
        written,
        now,
        why,
        answeredAt,
        after,
        change,
        files,
        refusal);
  }

  OutboxEntry failedBehind(long seq, RejectCode why) {
    return with(commandId, createdAt, State.FAILED, why, seq, null);
  }

  OutboxEntry refusedBehind(long seq, String code) {
    return with(commandId, createdAt, State.FAILED, null, seq, code);
  }

  OutboxEntry answeringNothing() {
    return new OutboxEntry(
        conversation,
        commandId,
        body,
        null,
        createdAt,
        state,
        reason,
        null,
        afterSeq,
        change,
        files,
        problem);
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
        change,
        files,
        null);
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
    return with(id, now, State.WAITING, null, 0, null);
  }

  /// The same with one of its files as it is now.
  OutboxEntry having(OutboxFile now) {
    return new OutboxEntry(
        conversation,
        commandId,
        body,
        replyTo,
        createdAt,
        state,
        reason,
        answeredAt,
        afterSeq,
        change,
        files.stream().map(file -> file.id().equals(now.id()) ? now : file).toList(),
        problem);
  }
}
