package chatter.server.account;

/// Who wants to know what became of accounts. Called after the change reached the disk, on the
/// thread that asked for it, so it must be short.
public interface AccountListener {
  /// Somebody registered.
  void accountCreated(Account account);

  /// Somebody has another name or picture.
  void accountChanged(Account account);
}
