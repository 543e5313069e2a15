package chatter.server.invite;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.store.TransactionStep;
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

  /// Looks whether somebody may join. The first account is the owner's and needs no invite.
  ///
  /// @param invite the code as it was typed, or null
  /// @throws InviteRefusedException if this one may not join
  public Admission admission(String invite) {
    return invites.admission(invite, accounts.none());
  }

  /// Makes an account, and uses the invite in the same transaction.
  ///
  /// @param from whom to count the work for, see `PasswordHasher`
  /// @return empty if the email address has one; the invite is not used then
  /// @throws InviteRefusedException if this one may not join
  /// @throws chatter.server.account.InvalidFieldException if a field breaks a rule
  /// @throws chatter.server.account.OverloadedException if too many passwords wait to be hashed
  public Optional<Account> register(
      String name, String email, String password, String from, Admission admission) {
    return accounts.register(name, email, password, from, admission.step());
  }

  /// That somebody may join, for now: it is asked again when the account is made.
  ///
  /// @param step runs in the transaction that adds the account
  /// @param id of the invite, or null if none is needed
  public record Admission(TransactionStep step, Long id) {
    /// The invite that is used, for counting; empty if none is needed.
    public String invite() {
      return id == null ? "" : id.toString();
    }

    /// How, for a log.
    public String by() {
      return id == null ? "" : ", invite " + id;
    }
  }
}
