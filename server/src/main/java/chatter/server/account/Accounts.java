package chatter.server.account;

import chatter.server.account.AccountStore.Stored;
import chatter.server.limit.OverloadedException;
import chatter.server.store.Database;
import chatter.server.store.InsertHook;
import chatter.server.store.RowCheck;
import chatter.server.store.SwitchHook;
import chatter.server.store.TransactionStep;
import chatter.shared.limits.FieldRule;
import chatter.shared.limits.Names;
import chatter.shared.limits.WordStarts;
import chatter.shared.protocol.PresenceInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may sign in, and what they may change about themselves. Every call blocks, those with a
/// password for as long as bcrypt takes. Safe for any thread.
public final class Accounts {
  private static final Logger log = LoggerFactory.getLogger(Accounts.class);

  /// So often a password is checked again because its hash was replaced meanwhile; a hash of
  /// another cost is, by whoever signs in first.
  private static final int CHECKS = 3;

  private final AccountStore store;
  private final PasswordHasher hasher;
  private final CommonPasswords commonPasswords = CommonPasswords.load();
  private final Clock clock;
  private final InsertHook added;
  private final AccountListener listener;
  private final Object telling = new Object();

  /// Accounts are never removed, so once there is one there always is.
  private volatile boolean some;

  /// @param database where they are
  /// @param hasher stays the caller's to close
  /// @param clock for when an account was made
  /// @param added runs in the transaction that adds an account
  /// @param listener is told after a change reached the disk
  public Accounts(
      Database database,
      PasswordHasher hasher,
      Clock clock,
      InsertHook added,
      AccountListener listener) {
    this.store = new AccountStore(database);
    this.hasher = hasher;
    this.clock = clock;
    this.added = added;
    this.listener = listener;
    store.completeNames();
  }

  /// Whether there is no account yet; the first becomes the owner's.
  public boolean none() {
    if (!some) {
      some = !store.none();
    }
    return !some;
  }

  /// Makes an account.
  ///
  /// @param from whom to count the work for, see `PasswordHasher`
  /// @param admission runs in the same transaction, unless this is the first account; what it
  ///   throws comes from here
  /// @return empty if the email address has one
  /// @throws NameTakenException if somebody has that name or one that looks like it
  /// @throws InvalidFieldException if a field breaks a rule; null counts as missing
  /// @throws OverloadedException if too many passwords wait to be hashed
  public Optional<Account> register(
      String name, String email, String password, String from, TransactionStep admission) {
    refuse(FieldRule.checkName(name));
    refuse(FieldRule.checkEmail(email));
    refuse(checkNewPassword(password, name, email));
    EmailAddress address = new EmailAddress(email);
    try {
      store.mustBeFree(Names.canonical(name));
    } catch (NameTakenException e) {
      // Who sends the form twice hears of the address they have, not that their own name is taken.
      if (store.findByEmail(address).isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
    if (store.findByEmail(address).isPresent()) {
      return Optional.empty();
    }
    String hash = hasher.hash(password, from);
    return store.add(
        Names.canonical(name),
        address,
        hash,
        clock.instant(),
        admission,
        added,
        made -> made.ifPresent(account -> tell(account, listener::accountCreated)));
  }

  /// Checks who somebody is. Takes the same time whether there is such an account or not.
  ///
  /// @param from whom to count the work for, see `PasswordHasher`
  /// @return the account, which may be disabled; empty if email and password do not belong together
  /// @throws OverloadedException if too many passwords wait to be checked
  public Optional<VerifiedPassword> authenticate(String email, String password, String from) {
    Stored stored = email == null ? null : store.findByEmail(new EmailAddress(email)).orElse(null);
    String given = password == null ? "" : password;
    if (!hasher.matches(given, stored == null ? null : stored.passwordHash(), from)
        || stored == null) {
      return Optional.empty();
    }
    String hash = stored.passwordHash();
    if (hasher.outdated(hash)) {
      // The cost was changed since. If the password changes at the same moment, that one stays.
      String fresh = hasher.hash(given, from);
      if (store.replacePasswordHash(
          stored.account().id(), hash, fresh, TransactionStep.NOTHING, () -> {})) {
        hash = fresh;
      }
    }
    return Optional.of(new VerifiedPassword(stored.account(), hash));
  }

  /// What must happen in the transaction that acts on a verified password: between the check and
  /// that moment the password may have been changed or the account disabled.
  ///
  /// @return throws `OutdatedCheckException` if what was checked is not so any more
  public TransactionStep stillHolding(VerifiedPassword verified) {
    return handle -> {
      if (!AccountStore.unchanged(handle, verified.account().id(), verified.passwordHash())) {
        throw new OutdatedCheckException();
      }
    };
  }

  /// Which account an email address is of.
  public Optional<Account> findByEmail(String email) {
    return store.findByEmail(new EmailAddress(email)).map(Stored::account);
  }

  /// The account of that id.
  public Optional<Account> find(long id) {
    return store.find(id).map(Stored::account);
  }

  /// Who may sign in and is called so, the oldest account first.
  ///
  /// @param after only those with a higher id
  /// @param most so many
  public List<Account> people(WordStarts called, long after, int most) {
    return store.people(called, after, most);
  }

  /// Everybody who may sign in, with when they were here last; nobody is here now.
  public List<PresenceInfo> roster() {
    return store.roster();
  }

  /// Notes when somebody was here last. Does not wait for it, and does not fail: it is only for
  /// showing.
  public void lastSeen(long id, Instant at) {
    var _ =
        store
            .lastSeen(id, at)
            .whenComplete((done, failure) -> {
              if (failure != null) {
                log.warn("could not note when an account left: {}", failure.getMessage());
              }
            });
  }

  /// Changes the display name.
  ///
  /// @param permission runs in the same transaction; what it throws comes from here
  /// @throws InvalidFieldException if the name breaks a rule
  /// @throws NameTakenException if somebody else has that name or one that looks like it
  public Account rename(long id, String name, TransactionStep permission) {
    refuse(FieldRule.checkName(name));
    store.rename(id, Names.canonical(name), permission);
    return changed(id);
  }

  /// Changes the password.
  ///
  /// @param alongside runs in the same transaction; what it throws comes from here, and the
  ///   password stays
  /// @param told runs on the writer's thread when it is changed; must be short
  /// @return false if the old password is wrong
  /// @throws InvalidFieldException if the new password breaks a rule
  /// @throws OverloadedException if too many passwords wait to be checked
  public boolean changePassword(
      long id, String oldPassword, String newPassword, TransactionStep alongside, Runnable told) {
    Stored stored = store.find(id).orElseThrow(() -> missing(id));
    refuse(checkNewPassword(newPassword, stored.account().name(), stored.account().email()));
    String given = oldPassword == null ? "" : oldPassword;
    String from = insider(id);
    String fresh = null;
    for (int i = 0; i < CHECKS && hasher.matches(given, stored.passwordHash(), from); i++) {
      fresh = fresh == null ? hasher.hash(newPassword, from) : fresh;
      if (store.replacePasswordHash(id, stored.passwordHash(), fresh, alongside, told)) {
        return true;
      }
      stored = store.find(id).orElseThrow(() -> missing(id));
    }
    return false;
  }

  /// Gives an account another password without asking for the old one.
  ///
  /// @param alongside runs in the same transaction; what it throws comes from here, and the
  ///   password stays
  /// @param told runs on the writer's thread when it is changed; must be short
  /// @throws InvalidFieldException if the new password breaks a rule
  /// @throws OverloadedException if too many passwords wait to be hashed
  public void replacePassword(
      long id, String newPassword, TransactionStep alongside, Runnable told) {
    Account account = find(id).orElseThrow(() -> missing(id));
    refuse(checkNewPassword(newPassword, account.name(), account.email()));
    store.setPasswordHash(id, hasher.hash(newPassword, insider(id)), alongside, told);
  }

  /// Those who showed who they are do not queue with strangers.
  private static String insider(long id) {
    return "account " + id;
  }

  /// Reads an account that was just changed and tells everybody.
  public Account changed(long id) {
    return tell(id, listener::accountChanged);
  }

  /// The same for one that may not sign in any more, or may again, in the transaction in which it
  /// changed.
  public SwitchHook barred() {
    return (handle, id, on) -> {
      Account account = AccountStore.find(handle, id).orElseThrow(() -> missing(id)).account();
      return () -> tell(account, listener::accountEnabled);
    };
  }

  /// Reads an account and tells what it is now, one at a time: two changes that follow each other
  /// closely may come here in the other order, and then the same is told twice, but never the older
  /// one last.
  ///
  /// @param news what to say of one that may sign in
  private Account tell(long id, Consumer<Account> news) {
    synchronized (telling) {
      Account account = find(id).orElseThrow(() -> missing(id));
      tell(account, news);
      return account;
    }
  }

  /// The same of an account as it is in a transaction that was just committed.
  private void tell(Account account, Consumer<Account> news) {
    synchronized (telling) {
      if (account.disabled()) {
        listener.accountDisabled(account);
      } else {
        news.accept(account);
      }
    }
  }

  private Optional<FieldRule> checkNewPassword(String password, String name, String email) {
    return FieldRule.checkPassword(password)
        .or(() -> FieldRule.checkPasswordIsOwn(password, name, email))
        .or(() ->
            commonPasswords.contains(password)
                ? Optional.of(FieldRule.PASSWORD_TOO_COMMON)
                : Optional.empty());
  }

  /// What must be true of the rows of accounts.
  public static RowCheck check() {
    return AccountStore::check;
  }

  private static void refuse(Optional<FieldRule> broken) {
    broken.ifPresent(rule -> {
      throw new InvalidFieldException(rule);
    });
  }

  private static NoSuchElementException missing(long id) {
    return new NoSuchElementException("there is no account " + id);
  }
}
