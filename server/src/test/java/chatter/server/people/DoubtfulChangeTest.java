package chatter.server.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.server.PinnedClock;
import chatter.server.Stores;
import chatter.server.account.Account;
import chatter.server.account.AccountListener;
import chatter.server.account.Accounts;
import chatter.server.account.PasswordHasher;
import chatter.server.account.VerifiedPassword;
import chatter.server.session.Caller;
import chatter.server.session.Session;
import chatter.server.session.SessionRules;
import chatter.server.session.Sessions;
import chatter.server.store.Database;
import chatter.server.store.SnapshotReader;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMetrics;
import chatter.server.store.TransactionStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What is stored although whoever asked for it heard that nobody knows: it is told all the same,
/// so that no connection goes on under a login that ended.
final class DoubtfulChangeTest implements AccountListener {
  private static final String PASSWORD = "correct horse";

  @TempDir Path folder;
  private final PinnedClock clock = new PinnedClock();
  private final PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST);
  private final List<String> told = new ArrayList<>();
  private Doubtful database;
  private Accounts accounts;
  private Sessions sessions;
  private PasswordChanges passwords;
  private Administration administration;
  private Caller owner;
  private Session member;

  @BeforeEach
  void people() {
    database = new Doubtful(Stores.open(folder));
    accounts = new Accounts(database, hasher, clock, (handle, id) -> {}, this);
    sessions =
        new Sessions(
            database,
            accounts,
            SessionRules.standard(null),
            clock,
            ended -> told.add("ended " + ended));
    passwords = new PasswordChanges(database, accounts, sessions, clock);
    administration =
        new Administration(
            database,
            accounts,
            sessions,
            passwords,
            (handle, id, on) -> () -> told.add("rooms"),
            clock);
    register("olga");
    owner = login("olga").caller();
    register("mia");
    member = login("mia");
    told.clear();
    database.doubtful = true;
  }

  @AfterEach
  void close() {
    hasher.close();
    database.close();
  }

  @Test
  void disabledAccountLosesItsConnections() {
    assertInDoubt(() -> administration.setDisabled(owner, member.account(), true));
    assertEquals(List.of("rooms", "disabled mia", "ended [" + member.id() + "]"), told);
    told.clear();
    assertInDoubt(() -> administration.setDisabled(owner, member.account(), false));
    assertEquals(List.of("rooms", "enabled mia"), told);
  }

  @Test
  void endedLoginsLoseTheirConnections() {
    assertInDoubt(() -> administration.endSessions(owner, member.account()));
    assertEquals(List.of("ended [" + member.id() + "]"), told);
  }

  @Test
  void revokedLoginLosesItsConnections() {
    assertInDoubt(() -> sessions.revoke(member.account(), member.id()));
    assertEquals(List.of("ended [" + member.id() + "]"), told);
  }

  @Test
  void expiredLoginLosesItsConnections() {
    clock.forward(Duration.ofDays(1000));
    assertInDoubt(sessions::endOverdue);
    assertEquals(List.of("ended [" + owner.session() + ", " + member.id() + "]"), told);
  }

  @Test
  void othersLoseTheirConnectionsByANewPassword() {
    database.doubtful = false;
    Session other = login("mia");
    database.doubtful = true;
    assertInDoubt(() -> passwords.change(member, PASSWORD, "battery staple"));
    assertEquals(List.of("ended [" + other.id() + "]"), told);
  }

  @Test
  void newAccountIsTold() {
    assertInDoubt(() -> register("zoe"));
    assertEquals(List.of("created zoe"), told);
  }

  private static void assertInDoubt(Executable change) {
    StorageException thrown = assertThrows(StorageException.class, change);
    assertEquals(StorageException.Kind.IN_DOUBT, thrown.kind());
  }

  private void register(String name) {
    var _ =
        accounts
            .register(name, name + "@example.org", PASSWORD, "here", TransactionStep.NOTHING)
            .orElseThrow();
  }

  private Session login(String name) {
    VerifiedPassword verified =
        accounts.authenticate(name + "@example.org", PASSWORD, "here").orElseThrow();
    return sessions.start(verified, "test").orElseThrow().session();
  }

  @Override
  public void accountCreated(Account account) {
    told.add("created " + account.name());
  }

  @Override
  public void accountChanged(Account account) {
    told.add("changed " + account.name());
  }

  @Override
  public void accountDisabled(Account account) {
    told.add("disabled " + account.name());
  }

  @Override
  public void accountEnabled(Account account) {
    told.add("enabled " + account.name());
  }

  /// Stores everything, and says that nobody knows.
  private static final class Doubtful implements Database {
    private final Database real;
    private boolean doubtful;

    Doubtful(Database real) {
      this.real = real;
    }

    @Override
    public StoreMetrics metrics() {
      return real.metrics();
    }

    @Override
    public <T> CompletableFuture<T> write(Function<Handle, T> work, Consumer<? super T> committed) {
      boolean lost = doubtful;
      return real.write(work, committed)
          .thenApply(done -> {
            if (lost) {
              throw new StorageException(StorageException.Kind.IN_DOUBT, "nobody knows", null);
            }
            return done;
          });
    }

    @Override
    public String epoch() {
      return real.epoch();
    }

    @Override
    public void afterGroup(Runnable action) {
      real.afterGroup(action);
    }

    @Override
    public void whenBroken(Consumer<Throwable> action) {
      real.whenBroken(action);
    }

    @Override
    public boolean writes(Duration patience) {
      return real.writes(patience);
    }

    @Override
    public <T> T read(Function<Handle, T> query) {
      return real.read(query);
    }

    @Override
    public <T> T snapshot(Supplier<T> reads) {
      return real.snapshot(reads);
    }

    @Override
    public SnapshotReader reader() {
      return real.reader();
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
