package chatter.client.net.outbox;

import java.io.IOException;

/// This computer's disk refused to keep a message, so it was not sent: the text must stay where it
/// was typed.
public final class OutboxException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message what could not be done, without the text
  public OutboxException(String message, IOException cause) {
    super(message, cause);
  }
}
