package chatter.server.people;

import chatter.server.account.Accounts;
import chatter.server.account.EmailAddress;
import chatter.server.account.ShortCodes;
import chatter.server.people.ResetRefusedException.Reason;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.store.Database;
import chatter.server.store.RowCheck;
import chatter.server.store.TransactionStep;
import chatter.shared.invite.ShortCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How an account gets another password: from somebody who knows the old one, or by a code, made by
/// those who administer the server and good for a day, with which somebody who forgot it chooses
/// one. A code ends with what it was made for: when the account gets another password, another
/// role, or is disabled; and when whoever made it loses the right to. Safe for any thread.
public final class PasswordChanges {
  private static final Duration LASTING = Duration.ofHours(24);

  /// So long one that is over is still told from one that never was.
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final PasswordResetStore store;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Clock clock;

  /// @param database where they are
  /// @param accounts for changing passwords
  /// @param sessions of which those of the account end
  /// @param clock decides what is over
  public PasswordChanges(Database database, Accounts accounts, Sessions sessions, Clock clock) {
    this.store = new PasswordResetStore(database);
    this.accounts = accounts;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// A new code and how to store it; the code is known to nobody but the caller afterwards.
  Made make(long account, long by) {
    return make(account, by, now());
  }

  private static Made make(long account, Long by, Instant now) {
    ShortCode code = new ShortCodes().random(ShortCode.RESET_LENGTH);
    PasswordResetStore.Times times =
        new PasswordResetStore.Times(now, now.plus(LASTING), now.minus(REMEMBERED));
    return new Made(
        new Reset(code, times.expiresAt()),
        handle -> PasswordResetStore.add(handle, account, by, ShortCodes.hash(code), times));
  }

  /// A new code for the account of that email address, for whoever has the data; also an owner may
  /// forget a password.
  ///
  /// @param database of which no server need run
  /// @return empty if there is no such account
  public static Optional<Reset> issue(Database database, String email, Clock clock) {
    PasswordResetStore store = new PasswordResetStore(database);
    return store
        .account(new EmailAddress(email))
        .map(account -> {
          Made made = make(account, null, clock.instant().truncatedTo(ChronoUnit.SECONDS));
          store.run(made.storing());
          return made.reset();
        });
  }

  /// Gives the code's account that password and ends all its logins. Blocks as long as bcrypt
  /// takes.
  ///
  /// @param typed the code, however it was typed
  /// @return whose it was
  /// @throws ResetRefusedException if the code cannot be used
  /// @throws chatter.server.account.InvalidFieldException if the password breaks a rule; the code
  ///   stays good
  public long use(String typed, String newPassword) {
    String hash =
        ShortCode.parse(typed, ShortCode.RESET_LENGTH)
            .map(ShortCodes::hash)
            .orElseThrow(() -> new ResetRefusedException(Reason.UNKNOWN));
    long account = store.account(hash, now());
    List<Long> ended = new ArrayList<>();
    TransactionStep endingLogins = sessions.endingAll(account, ended);
    accounts.replacePassword(
        account,
        newPassword,
        handle -> {
          PasswordResetStore.use(handle, hash, now());
          PasswordResetStore.endOf(handle, account);
          endingLogins.run(handle);
        },
        () -> sessions.tell(ended));
    return account;
  }

  /// Changes the password of the login's account for somebody who knows the old one, and ends its
  /// other logins, and codes for another password, in the same transaction.
  ///
  /// @return false if the old password is wrong
  /// @throws SessionEndedException if the login ended meanwhile
  /// @throws chatter.server.account.InvalidFieldException if the new password breaks a rule
  public boolean change(Session session, String oldPassword, String newPassword) {
    List<Long> ended = new ArrayList<>();
    TransactionStep lasting = Sessions.lasting(session.caller());
    TransactionStep endingOthers = sessions.endingOthers(session, ended);
    return accounts.changePassword(
        session.account(),
        oldPassword,
        newPassword,
        handle -> {
          lasting.run(handle);
          PasswordResetStore.endOf(handle, session.account());
          endingOthers.run(handle);
        },
        () -> sessions.tell(ended));
  }

  /// Ends all codes in a database that was restored: what was used since must not come back to
  /// life.
  public static TransactionStep endingAtRestore() {
    return PasswordResetStore::forgetAll;
  }

  /// What must be true of the rows of codes.
  public static RowCheck check() {
    return PasswordResetStore::check;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// A code, and the step that stores it.
  record Made(Reset reset, TransactionStep storing) {}

  /// A code for another password, to be passed on once and never written down.
  public record Reset(ShortCode code, Instant expiresAt) {}
}
