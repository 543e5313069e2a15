package chatter.server.training;

import java.io.IOException;

/// No cache was made. The message is a sentence that says why.
public final class TrainingException extends IOException {
  private static final long serialVersionUID = 1L;

  TrainingException(String message) {
    super(message);
  }

  TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
