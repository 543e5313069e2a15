package chatter.server.people;

import chatter.server.account.Accounts;
import chatter.server.people.NotAllowedException.Reason;
import chatter.server.session.Caller;
import chatter.server.session.Sessions;
import chatter.server.store.Database;
import chatter.server.store.SwitchHook;
import chatter.server.store.TransactionStep;
import chatter.shared.api.ManagedAccount;
import chatter.shared.protocol.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What those who administer a server do to accounts: the owner to everybody else's, admins to
/// members'. Every call blocks for a short time, and what is done is on the disk when it returns.
/// Safe for any thread.
public final class Administration {
  private final PeopleStore store;
  private final Accounts accounts;
  private final Sessions sessions;
  private final PasswordChanges resets;
  private final SwitchHook signIn;
  private final Clock clock;

  /// @param database where accounts are
  /// @param accounts tells what became of them
  /// @param sessions tells which logins ended
  /// @param resets makes codes for another password
  /// @param signIn runs in the transaction in which an account may not sign in any more, or may
  ///   again
  /// @param clock decides which logins have ended
  public Administration(
      Database database,
      Accounts accounts,
      Sessions sessions,
      PasswordChanges resets,
      SwitchHook signIn,
      Clock clock) {
    this.store = new PeopleStore(database);
    this.accounts = accounts;
    this.sessions = sessions;
    this.resets = resets;
    this.signIn = signIn;
    this.clock = clock;
  }

  /// Everybody, the oldest account first.
  public List<ManagedAccount> list() {
    return store.list(now());
  }

  /// Makes somebody an admin or a member.
  ///
  /// @param role not `OWNER`, see `handOver`
  /// @throws NotAllowedException if the caller may not
  public void setRole(Caller caller, long target, Role role) {
    if (role == Role.OWNER) {
      throw new IllegalArgumentException("the owner is made by handing over");
    }
    store.act(
        caller,
        target,
        (by, of) -> mustBe(by == Role.OWNER, of),
        handle -> {
          if (PeopleStore.setRole(handle, target, role)) {
            PasswordResetStore.endConcerning(handle, target);
          }
        });
    accounts.changed(target);
  }

  /// Says whether somebody may sign in. If not, all their logins end; what they wrote, and their
  /// name, stay, and they are in the same rooms when they come back.
  ///
  /// @throws NotAllowedException if the caller may not
  public void setDisabled(Caller caller, long target, boolean disabled) {
    List<Long> ended = new ArrayList<>();
    TransactionStep endingLogins =
        disabled ? sessions.endingAll(target, ended) : TransactionStep.NOTHING;
    store.actAndTell(
        caller,
        target,
        Administration::mustManage,
        handle -> {
          boolean changed = PeopleStore.setDisabled(handle, target, disabled);
          endingLogins.run(handle);
          if (!changed) {
            return () -> sessions.tell(ended);
          }
          PasswordResetStore.endConcerning(handle, target);
          Runnable switched = signIn.switched(handle, target, !disabled);
          Runnable barred = accounts.barred().switched(handle, target, !disabled);
          return () -> {
            try {
              switched.run();
            } finally {
              // First: the connections under these logins close for this reason and no other.
              barred.run();
              sessions.tell(ended);
            }
          };
        });
  }

  /// Ends all logins of somebody.
  ///
  /// @throws NotAllowedException if the caller may not
  public void endSessions(Caller caller, long target) {
    List<Long> ended = new ArrayList<>();
    TransactionStep endingLogins = sessions.endingAll(target, ended);
    store.actAndTell(
        caller,
        target,
        Administration::mustManage,
        handle -> {
          endingLogins.run(handle);
          return () -> sessions.tell(ended);
        });
  }

  /// Makes a code with which somebody can choose another password.
  ///
  /// @throws NotAllowedException if the caller may not
  public PasswordChanges.Reset offerReset(Caller caller, long target) {
    PasswordChanges.Made made = resets.make(target, caller.account());
    store.act(caller, target, Administration::mustManage, made.storing());
    return made.reset();
  }

  /// Makes somebody else the owner; the owner of before becomes an admin.
  ///
  /// @throws NotAllowedException if the caller is not the owner, or the other one is, or may not
  ///   sign in
  public void handOver(Caller caller, long target) {
    store.act(
        caller,
        target,
        (by, of) -> mustBe(by == Role.OWNER, of),
        handle -> {
          if (!PeopleStore.enabled(handle, target)) {
            throw new NotAllowedException(Reason.FORBIDDEN);
          }
          PeopleStore.setRole(handle, caller.account(), Role.ADMIN);
          PeopleStore.setRole(handle, target, Role.OWNER);
          PasswordResetStore.endConcerning(handle, caller.account());
          PasswordResetStore.endConcerning(handle, target);
        });
    accounts.changed(caller.account());
    accounts.changed(target);
  }

  /// One account as those see it who administer the server.
  ///
  /// @throws NotAllowedException if there is no such account
  public ManagedAccount find(long id) {
    return store.find(id, now()).orElseThrow(() -> new NotAllowedException(Reason.UNKNOWN));
  }

  /// What must happen in the transaction of everything else that only those do who administer the
  /// server: who began a call may have been put out before it acts.
  ///
  /// @return throws `NotAllowedException` or `SessionEndedException`
  public static TransactionStep administering(Caller caller) {
    return handle -> {
      if (!PeopleStore.role(handle, caller).administers()) {
        throw new NotAllowedException(Reason.FORBIDDEN);
      }
    };
  }

  /// What must happen in the transaction of what everybody does, or only those who administer the
  /// server, as it is set at that moment.
  ///
  /// @param adminsOnly how it is set
  /// @return throws `NotAllowedException` or `SessionEndedException`
  public static TransactionStep acting(Caller caller, BooleanSupplier adminsOnly) {
    return handle ->
        (adminsOnly.getAsBoolean() ? administering(caller) : Sessions.lasting(caller)).run(handle);
  }

  private static void mustManage(Role by, Role target) {
    mustBe(by == Role.OWNER || by.manages(target), target);
  }

  private static void mustBe(boolean allowed, Role target) {
    if (!allowed) {
      throw new NotAllowedException(Reason.FORBIDDEN);
    }
    if (target == Role.OWNER) {
      throw new NotAllowedException(Reason.OWNER_STAYS);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
