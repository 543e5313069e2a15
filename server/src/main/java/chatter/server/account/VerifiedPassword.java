package chatter.server.account;

/// Somebody who has just shown who they are, and by which stored hash: what follows from it counts
/// only as long as that hash stands. See `Accounts.stillHolding`.
///
/// @param account may be disabled
public record VerifiedPassword(Account account, String passwordHash) {
  /// Without the hash.
  @Override
  public String toString() {
    return "VerifiedPassword[" + account.id() + "]";
  }
}
