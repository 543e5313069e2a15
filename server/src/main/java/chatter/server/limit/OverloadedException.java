package chatter.server.limit;

/// So much of something expensive waits to be done that one more would wait too long. Try again in
/// a few seconds; nothing was changed.
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what there is too much of
  /// @param cause what ended the wait, or null
  public OverloadedException(String message, Throwable cause) {
    super(message, cause);
  }
}
