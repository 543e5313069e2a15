package chatter.server.people;

/// Somebody may not do that to an account; nothing was changed.
public final class NotAllowedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why not.
  public enum Reason {
    /// The caller's role is not enough.
    FORBIDDEN,
    /// Nobody does that to the owner.
    OWNER_STAYS,
    /// There is no such account.
    UNKNOWN
  }

  private final Reason reason;

  /// @param reason why not
  public NotAllowedException(Reason reason) {
    super("not allowed: " + reason, null, false, false);
    this.reason = reason;
  }

  /// Why not.
  public Reason reason() {
    return reason;
  }
}
