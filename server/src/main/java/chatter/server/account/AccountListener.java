package chatter.server.account;

/// Who wants to know what became of accounts. Called after the change reached the disk, on the
/// thread that asked for it or on the writer's, so it must be short.
public interface AccountListener {
  /// Somebody registered.
  void accountCreated(Account account);

  /// Somebody has another name, picture or role.
  void accountChanged(Account account);

  /// Somebody may not sign in any more; whatever goes on under the account must end.
  void accountDisabled(Account account);

  /// Somebody may sign in again.
  void accountEnabled(Account account);
}
