package chatter.server.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.PinnedClock;
import chatter.server.Stores;
import chatter.server.account.Account;
import chatter.server.account.AccountListener;
import chatter.server.account.Accounts;
import chatter.server.account.PasswordHasher;
import chatter.server.account.VerifiedPassword;
import chatter.server.invite.Invites;
import chatter.server.invite.ServerSettings;
import chatter.server.session.Caller;
import chatter.server.session.Session;
import chatter.server.session.SessionEndedException;
import chatter.server.session.SessionRules;
import chatter.server.session.Sessions;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.shared.api.Registration;
import chatter.shared.protocol.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is begun under one state of an account and done under another: nothing. Each step of a call
/// is made by hand, so that what comes between stands exactly there.
final class ConcurrentChangeTest implements AccountListener {
  private static final String PASSWORD = "correct horse";
  private static final String OTHER = "battery staple";

  @TempDir Path folder;
  private final PinnedClock clock = new PinnedClock();
  private final PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST);
  private Database database;
  private Accounts accounts;
  private Sessions sessions;
  private PasswordChanges resets;
  private Administration administration;
  private ServerSettings settings;
  private Invites invites;
  private Caller owner;
  private Caller admin;
  private Session member;

  @BeforeEach
  void people() {
    database = Stores.open(folder);
    accounts = new Accounts(database, hasher, clock, (handle, id) -> {}, this);
    sessions = new Sessions(database, accounts, SessionRules.standard(null), clock, ended -> {});
    resets = new PasswordChanges(database, accounts, sessions, clock);
    administration =
        new Administration(
            database, accounts, sessions, resets, (handle, id, on) -> () -> {}, clock);
    settings = new ServerSettings(database);
    invites = new Invites(database, settings, clock);
    owner = join("olga").caller();
    admin = join("adam").caller();
    member = join("mia");
    administration.setRole(owner, admin.account(), Role.ADMIN);
  }

  @AfterEach
  void close() {
    hasher.close();
    database.close();
  }

  /// What may come between a look at a password and the login that follows from it.
  enum Between {
    NEW_PASSWORD(test -> assertTrue(test.resets.change(test.member, PASSWORD, OTHER))),
    RESET(test -> test.resets.use(test.code(test.owner), OTHER)),
    DISABLED(test -> test.administration.setDisabled(test.admin, test.member.account(), true));

    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<ConcurrentChangeTest> event;

    Between(Consumer<ConcurrentChangeTest> event) {
      this.event = event;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLoginIsNoneIfWhatWasCheckedIsNotSoAnyMore(Between between) {
    VerifiedPassword verified = verify();
    between.event.accept(this);
    assertEquals(Optional.empty(), sessions.start(verified, "late"));
    if (between == Between.DISABLED) {
      administration.setDisabled(admin, member.account(), false);
      assertEquals(List.of(), sessions.list(member.account()));
    }
  }

  @Test
  void aPasswordThatWasOnlyHashedAnewIsStillRight() {
    try (PasswordHasher dearer = new PasswordHasher(PasswordHasher.MIN_COST + 1)) {
      Accounts after = new Accounts(database, dearer, clock, (handle, id) -> {}, this);
      VerifiedPassword outrun = verify();
      assertTrue(after.authenticate("mia@example.org", PASSWORD, "here").isPresent());
      // The login checks again and then gets in.
      assertEquals(Optional.empty(), sessions.start(outrun, "late"));
      assertTrue(sessions.start(verify(), "late").isPresent());
    }
  }

  @Test
  void thePasswordIsNotChangedUnderALoginThatEnded() {
    administration.endSessions(owner, member.account());
    assertThrows(SessionEndedException.class, () -> resets.change(member, PASSWORD, OTHER));
    assertTrue(accounts.authenticate("mia@example.org", PASSWORD, "here").isPresent());
  }

  @Test
  void theNameIsNotChangedUnderALoginThatEnded() {
    administration.endSessions(owner, member.account());
    assertThrows(
        SessionEndedException.class,
        () -> accounts.rename(member.account(), "Zoe", Sessions.lasting(member.caller())));
    assertEquals("mia", accounts.find(member.account()).orElseThrow().name());
  }

  /// Everything that those do who administer the server.
  enum Act {
    ROLE((test, by) -> test.administration.setRole(by, test.member.account(), Role.ADMIN)),
    DISABLE((test, by) -> test.administration.setDisabled(by, test.member.account(), true)),
    END_SESSIONS((test, by) -> test.administration.endSessions(by, test.member.account())),
    RESET((test, by) -> test.administration.offerReset(by, test.member.account())),
    HAND_OVER((test, by) -> test.administration.handOver(by, test.member.account())),
    INVITE((test, by) ->
        test.invites.make(
            by.account(), "x", 1, Duration.ofHours(1), Administration.administering(by))),
    END_INVITE((test, by) -> test.invites.end(1, Administration.administering(by))),
    END_INVITES((test, by) -> test.invites.endAll(Administration.administering(by))),
    SETTINGS((test, by) ->
        test.settings.change("Mine", Registration.OPEN, null, Administration.administering(by)));

    @SuppressWarnings("ImmutableEnumChecker")
    private final BiConsumer<ConcurrentChangeTest, Caller> doing;

    Act(BiConsumer<ConcurrentChangeTest, Caller> doing) {
      this.doing = doing;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsPutOutWhileTheirCallIsUnderWayDoesNothingMore(Act act) {
    invites.make(null, "x", 1, Duration.ofHours(1), TransactionStep.NOTHING);
    administration.setDisabled(owner, admin.account(), true);
    assertNothingDone(SessionEndedException.class, act, admin);
    administration.setDisabled(owner, admin.account(), false);
    assertNothingDone(SessionEndedException.class, act, admin);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsMadeAMemberWhileTheirCallIsUnderWayDoesNothingMore(Act act) {
    invites.make(null, "x", 1, Duration.ofHours(1), TransactionStep.NOTHING);
    administration.setRole(owner, admin.account(), Role.MEMBER);
    assertNothingDone(NotAllowedException.class, act, admin);
  }

  private void assertNothingDone(Class<? extends RuntimeException> refusal, Act act, Caller by) {
    Object before = List.of(administration.list(), invites.list(), settings.name());
    assertThrows(refusal, () -> act.doing.accept(this, by));
    assertEquals(before, List.of(administration.list(), invites.list(), settings.name()));
    assertEquals(Registration.INVITE, settings.registration());
  }

  /// What ends a code for another password that an admin made for a member.
  enum Ending {
    ITS_ACCOUNT_IS_AN_ADMIN(t -> t.administration.setRole(t.owner, t.member.account(), Role.ADMIN)),
    ITS_ACCOUNT_WAS_AN_ADMIN_FOR_A_WHILE(t -> {
      t.administration.setRole(t.owner, t.member.account(), Role.ADMIN);
      t.administration.setRole(t.owner, t.member.account(), Role.MEMBER);
    }),
    ITS_ACCOUNT_IS_THE_OWNER(t -> t.administration.handOver(t.owner, t.member.account())),
    ITS_ACCOUNT_IS_DISABLED(t -> t.administration.setDisabled(t.owner, t.member.account(), true)),
    ITS_ACCOUNT_WAS_DISABLED(t -> {
      t.administration.setDisabled(t.owner, t.member.account(), true);
      t.administration.setDisabled(t.owner, t.member.account(), false);
    }),
    ITS_PASSWORD_CHANGED(t -> assertTrue(t.resets.change(t.member, PASSWORD, OTHER))),
    ITS_MAKER_IS_A_MEMBER(t -> t.administration.setRole(t.owner, t.admin.account(), Role.MEMBER)),
    ITS_MAKER_WAS_A_MEMBER_FOR_A_WHILE(t -> {
      t.administration.setRole(t.owner, t.admin.account(), Role.MEMBER);
      t.administration.setRole(t.owner, t.admin.account(), Role.ADMIN);
    }),
    ITS_MAKER_IS_DISABLED(t -> t.administration.setDisabled(t.owner, t.admin.account(), true));

    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<ConcurrentChangeTest> event;

    Ending(Consumer<ConcurrentChangeTest> event) {
      this.event = event;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCodeForAnotherPasswordEndsWithWhatItWasMadeFor(Ending ending) {
    String code = code(admin);
    ending.event.accept(this);
    ResetRefusedException refused =
        assertThrows(ResetRefusedException.class, () -> resets.use(code, "a third password"));
    assertEquals(ResetRefusedException.Reason.UNKNOWN, refused.reason());
    assertFalse(accounts.authenticate("mia@example.org", "a third password", "here").isPresent());
  }

  @Test
  void aCodeByWhoeverRunsTheServerEndsWithTheRoleToo() {
    String code =
        PasswordChanges.issue(database, "mia@example.org", clock).orElseThrow().code().shown();
    administration.handOver(owner, member.account());
    assertThrows(ResetRefusedException.class, () -> resets.use(code, OTHER));
  }

  @Test
  void codesOfAnOwnerOfBeforeOpenNoAdminsAccount() {
    String code = administration.offerReset(owner, admin.account()).code().shown();
    administration.handOver(owner, member.account());
    assertThrows(ResetRefusedException.class, () -> resets.use(code, OTHER));
  }

  private String code(Caller by) {
    return administration.offerReset(by, member.account()).code().shown();
  }

  private VerifiedPassword verify() {
    return accounts.authenticate("mia@example.org", PASSWORD, "here").orElseThrow();
  }

  private Session join(String name) {
    String email = name + "@example.org";
    var _ = accounts.register(name, email, PASSWORD, "here", TransactionStep.NOTHING).orElseThrow();
    VerifiedPassword verified = accounts.authenticate(email, PASSWORD, "here").orElseThrow();
    return sessions.start(verified, "test").orElseThrow().session();
  }

  @Override
  public void accountCreated(Account account) {}

  @Override
  public void accountChanged(Account account) {}

  @Override
  public void accountDisabled(Account account) {}

  @Override
  public void accountEnabled(Account account) {}
}
