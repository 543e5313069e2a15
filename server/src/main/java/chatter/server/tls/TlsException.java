package chatter.server.tls;

import java.io.IOException;

/// A certificate or its key cannot be used. The message is a sentence for whoever runs the server:
/// what is wrong, in which file, and what to do.
public final class TlsException extends IOException {
  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
