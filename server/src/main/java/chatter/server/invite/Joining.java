package chatter.server.invite;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import java.util.Optional;

/// How somebody becomes one of a server's people. Safe for any thread.
public final class Joining {
  private final Accounts accounts;
  private final Invites invites;

  /// Puts both together.
  public Joining(Accounts accounts, Invites invites) {
    this.accounts = accounts;
    this.invites = invites;
  }

  /// Makes an account, and uses the invite in the same transaction. The first account is the
  /// owner's and needs none.
  ///
  /// @param invite the code as it was typed, or null
  /// @return empty if the email address has one; the invite is not used then
  /// @throws InviteRefusedException if this one may not join
  /// @throws chatter.server.account.InvalidFieldException if a field breaks a rule
  /// @throws chatter.server.account.OverloadedException if too many passwords wait to be hashed
  public Optional<Account> register(String name, String email, String password, String invite) {
    return accounts.register(name, email, password, invites.admission(invite, accounts.none()));
  }
}
