package chatter.server.conversation;

import java.util.Optional;

/// Something about a conversation or its members was refused; nothing was changed.
public final class RoomRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why.
  public enum Reason {
    /// There is no such conversation, or the caller must not know of it.
    UNKNOWN,
    /// The caller may know of it, but not do that.
    FORBIDDEN,
    /// An open room has that title already.
    TITLE_TAKEN,
    /// A limit that has a name was reached.
    LIMIT_REACHED,
    /// A private room becomes open only if it is asked for with `confirm`.
    CONFIRM_NEEDED,
    /// Nobody leaves the first room, and it stays open.
    LOBBY_STAYS,
    /// A field breaks a rule.
    INVALID
  }

  private final Reason reason;
  private final String field;
  private final String detail;

  private RoomRefusedException(Reason reason, String field, String detail) {
    super("refused: " + reason, null, false, false);
    this.reason = reason;
    this.field = field;
    this.detail = detail;
  }

  RoomRefusedException(Reason reason) {
    this(reason, null, null);
  }

  RoomRefusedException(Reason reason, String field) {
    this(reason, field, null);
  }

  static RoomRefusedException invalid(String field, String detail) {
    return new RoomRefusedException(Reason.INVALID, field, detail);
  }

  static RoomRefusedException limit(String field, String detail) {
    return new RoomRefusedException(Reason.LIMIT_REACHED, field, detail);
  }

  /// Why.
  public Reason reason() {
    return reason;
  }

  /// The field that it is about; null if it is about none.
  public String field() {
    return field;
  }

  /// A sentence for people, where the reason has none of its own.
  public Optional<String> detail() {
    return Optional.ofNullable(detail);
  }
}
