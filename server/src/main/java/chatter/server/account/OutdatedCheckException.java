package chatter.server.account;

/// A password was checked, and before anything came of it it was changed or its account disabled.
/// Nothing was changed; checking again tells.
public final class OutdatedCheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutdatedCheckException() {
    super("the password was changed or the account disabled meanwhile", null, false, false);
  }
}
