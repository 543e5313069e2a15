package chatter.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.PinnedClock;
import chatter.server.Stores;
import chatter.server.account.Account;
import chatter.server.account.AccountListener;
import chatter.server.account.Accounts;
import chatter.server.account.PasswordHasher;
import chatter.server.account.VerifiedPassword;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether a login outlives its connections.
class SessionGraceTest implements AccountListener {
  @TempDir Path folder;
  private final PinnedClock clock = new PinnedClock();
  private final PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST);
  private final List<Long> ended = new ArrayList<>();
  private Database database;
  private Accounts accounts;

  @BeforeEach
  void open() {
    database = Stores.open(folder);
    accounts = new Accounts(database, hasher, clock, (handle, id) -> {}, this);
    var _ =
        accounts
            .register("Ada", "ada@example.org", "correct horse", "here", TransactionStep.NOTHING)
            .orElseThrow();
  }

  @AfterEach
  void close() {
    hasher.close();
    database.close();
  }

  @Test
  void normallyAClosedConnectionEndsNoLogin() {
    Sessions sessions = sessions(null);
    Sessions.Started login = start(sessions, "phone");
    sessions.connectionOpened(login.session().id());
    sessions.connectionClosed(login.session().id());
    clock.forward(Duration.ofDays(13));

    sessions.endOverdue();

    assertTrue(sessions.resume(login.token()).isPresent());
    assertEquals(List.of(), ended);
  }

  @Test
  void withoutGraceALoginEndsWithItsLastConnection() {
    Sessions sessions = sessions(Duration.ZERO);
    Sessions.Started login = start(sessions, "kiosk");
    long id = login.session().id();
    sessions.connectionOpened(id);
    sessions.connectionOpened(id);
    sessions.connectionClosed(id);
    sessions.endOverdue();
    assertTrue(sessions.resume(login.token()).isPresent());

    sessions.connectionClosed(id);
    sessions.endOverdue();

    assertTrue(sessions.resume(login.token()).isEmpty());
    assertEquals(List.of(id), ended);
    sessions.endOverdue();
    assertEquals(List.of(id), ended);
  }

  @Test
  void aLoginThatHasNotConnectedYetStays() {
    Sessions sessions = sessions(Duration.ZERO);
    Sessions.Started login = start(sessions, "kiosk");

    sessions.endOverdue();

    assertTrue(sessions.resume(login.token()).isPresent());
  }

  @Test
  void whoComesBackWithinTheGraceStays() {
    Sessions sessions = sessions(Duration.ofSeconds(30));
    Sessions.Started login = start(sessions, "kiosk");
    long id = login.session().id();
    sessions.connectionOpened(id);
    sessions.connectionClosed(id);
    clock.forward(Duration.ofSeconds(29));
    sessions.endOverdue();
    sessions.connectionOpened(id);
    clock.forward(Duration.ofMinutes(5));
    sessions.endOverdue();
    assertTrue(sessions.resume(login.token()).isPresent());

    sessions.connectionClosed(id);
    clock.forward(Duration.ofSeconds(30));
    sessions.endOverdue();

    assertTrue(sessions.resume(login.token()).isEmpty());
  }

  @Test
  void aRestartCountsAsAClosedConnection() {
    Sessions.Started login = start(sessions(null), "kiosk");
    Sessions afterRestart = sessions(Duration.ofSeconds(30));
    clock.forward(Duration.ofSeconds(29));
    afterRestart.endOverdue();
    assertTrue(afterRestart.resume(login.token()).isPresent());
    clock.forward(Duration.ofSeconds(1));

    afterRestart.endOverdue();

    assertTrue(afterRestart.resume(login.token()).isEmpty());
    assertEquals(List.of(login.session().id()), ended);
  }

  @Test
  void theGraceIsNotNegative() {
    assertThrows(
        IllegalArgumentException.class, () -> SessionRules.standard(Duration.ofSeconds(-1)));
  }

  @Override
  public void accountCreated(Account account) {}

  @Override
  public void accountChanged(Account account) {}

  @Override
  public void accountDisabled(Account account) {}

  @Override
  public void accountEnabled(Account account) {}

  private Sessions sessions(Duration grace) {
    return new Sessions(database, accounts, SessionRules.standard(grace), clock, ended::addAll);
  }

  @Test
  void usesAreWrittenDownTogetherOnceAMinute() {
    Sessions sessions = sessions(null);
    Sessions.Started phone = start(sessions, "phone");
    Sessions.Started laptop = start(sessions, "laptop");
    sessions.endOverdue();
    clock.forward(Duration.ofSeconds(90));
    Instant used = sessions.resume(phone.token()).orElseThrow().lastSeenAt();
    assertEquals(used, sessions.resume(laptop.token()).orElseThrow().lastSeenAt());
    assertEquals(2, sessions.list(1).stream().filter(s -> s.lastSeenAt().equals(used)).count());
    assertEquals(0, written(used));
    sessions.endOverdue();
    assertEquals(2, written(used));

    clock.forward(Duration.ofMinutes(1));
    Instant again = sessions.resume(phone.token()).orElseThrow().lastSeenAt();
    sessions.noteUses();
    assertEquals(1, written(again));
  }

  private long written(Instant used) {
    return sessions(null).list(1).stream().filter(s -> s.lastSeenAt().equals(used)).count();
  }

  private Sessions.Started start(Sessions in, String device) {
    VerifiedPassword verified =
        accounts.authenticate("ada@example.org", "correct horse", "here").orElseThrow();
    return in.start(verified, device).orElseThrow();
  }
}
