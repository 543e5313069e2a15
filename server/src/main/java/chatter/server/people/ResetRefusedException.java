package chatter.server.people;

/// A code for another password cannot be used; nothing was changed.
public final class ResetRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why not.
  public enum Reason {
    /// There is no such code, or a newer one took its place.
    UNKNOWN,
    /// Its time is over.
    EXPIRED,
    /// It was used.
    USED
  }

  private final Reason reason;

  /// @param reason why not
  public ResetRefusedException(Reason reason) {
    super("password reset refused: " + reason, null, false, false);
    this.reason = reason;
  }

  /// Why not.
  public Reason reason() {
    return reason;
  }
}
