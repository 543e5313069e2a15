package chatter.server.picture;

/// An uploaded picture that cannot be used; nothing was changed.
public final class PictureRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is wrong with it.
  public enum Reason {
    /// More bytes than `Limits.AVATAR_BYTES`.
    TOO_LARGE,
    /// Neither PNG nor JPEG nor GIF nor WebP.
    UNKNOWN_TYPE,
    /// More pixels than are decoded.
    TOO_MANY_PIXELS,
    /// It would take more time or memory to decode than a picture may.
    TOO_COSTLY,
    /// It starts like a picture, but ends too early or cannot be decoded.
    BROKEN,
    /// All of what would be seen is transparent.
    EMPTY
  }

  private final Reason reason;

  /// @param reason what is wrong
  /// @param cause the decoder's complaint, or null
  public PictureRefusedException(Reason reason, Throwable cause) {
    super("picture refused: " + reason, cause);
    this.reason = reason;
  }

  /// What is wrong with it.
  public Reason reason() {
    return reason;
  }
}
