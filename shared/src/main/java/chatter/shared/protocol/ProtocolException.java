package chatter.shared.protocol;

/// The other side sent something that is not the protocol.
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what was wrong, without any secret
  /// @param cause the parser's own complaint
  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
