package chatter.server.invite;

/// Somebody may not make an account; nothing was changed.
public final class InviteRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why not.
  public enum Reason {
    /// It takes an invite, and there was none.
    NEEDED,
    /// Nobody may.
    CLOSED,
    /// There is no such invite, or it was ended, or whoever made it may not invite any more.
    UNKNOWN,
    /// Its time is over.
    EXPIRED,
    /// It was used as often as it may be.
    USED
  }

  private final Reason reason;

  /// @param reason why not
  public InviteRefusedException(Reason reason) {
    super("invite refused: " + reason, null, false, false);
    this.reason = reason;
  }

  /// Why not.
  public Reason reason() {
    return reason;
  }
}
