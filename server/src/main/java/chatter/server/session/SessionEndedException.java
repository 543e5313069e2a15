package chatter.server.session;

/// A login ended while a call under it was under way; nothing was changed.
public final class SessionEndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SessionEndedException() {
    super("the session ended", null, false, false);
  }
}
