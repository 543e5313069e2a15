package chatter.server.session;

import chatter.server.account.Accounts;
import chatter.server.account.OutdatedCheckException;
import chatter.server.account.VerifiedPassword;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.shared.limits.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Logins: started by login, resumed by their token, ended by logout, from another device, by a new
/// password or by time. A closed connection ends no login, unless `SessionRules.grace` says so.
/// Safe for any thread; every call blocks for a short time.
public final class Sessions {
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
  private static final long NO_LOGIN = 0;
  private static final String UNNAMED = "Unknown device";

  private final SessionStore store;
  private final Accounts accounts;
  private final SessionRules rules;
  private final Clock clock;
  private final RevocationListener listener;
  private final ConnectedSessions connected = new ConnectedSessions();

  /// Used, and not written down yet; its own lock.
  private final Map<Long, Session> uses = new HashMap<>();

  private Instant notedAt = Instant.MIN.plus(TOUCH_EVERY);

  /// @param database where they are
  /// @param accounts say whether a password that was checked still holds
  /// @param rules how long they last
  /// @param clock decides what has expired
  /// @param listener is told what ended
  public Sessions(
      Database database,
      Accounts accounts,
      SessionRules rules,
      Clock clock,
      RevocationListener listener) {
    this.store = new SessionStore(database);
    this.accounts = accounts;
    this.rules = rules;
    this.clock = clock;
    this.listener = listener;
    if (rules.grace() != null) {
      // Whatever was connected before the server stopped is not now.
      Instant now = now();
      store.allIds().forEach(id -> connected.closed(id, now));
    }
  }

  /// Makes a login for somebody who has just shown who they are.
  ///
  /// @param device what to call it; blank or null leaves it unnamed
  /// @return empty if the password was changed or the account disabled since it was checked; a
  ///   login that slipped in would outlive what was to end all of them
  public Optional<Started> start(VerifiedPassword verified, String device) {
    Instant now = now();
    SessionToken token = SessionToken.random();
    Session session =
        new Session(
            0, verified.account().id(), deviceName(device), now, now, rules.expiry(now, now));
    try {
      return Optional.of(
          new Started(token, store.add(session, token.hash(), accounts.stillHolding(verified))));
    } catch (OutdatedCheckException e) {
      return Optional.empty();
    }
  }

  /// What must happen in the transaction of whatever is done under a login.
  ///
  /// @return throws `SessionEndedException` if it ended meanwhile
  public static TransactionStep lasting(Caller caller) {
    return handle -> SessionStore.mustLast(handle, caller);
  }

  /// The login behind a token, if it has not ended. Counts as a use, which puts off its end.
  public Optional<Session> resume(SessionToken token) {
    Instant now = now();
    return store
        .find(token.hash())
        .map(this::asUsed)
        .filter(session -> session.expiresAt().isAfter(now))
        .map(this::touch);
  }

  /// Whether a login of that account has not ended. Does not count as a use.
  public boolean lasts(Caller caller) {
    Instant now = now();
    return store
        .find(caller.session())
        .map(this::asUsed)
        .filter(session -> session.account() == caller.account())
        .filter(session -> session.expiresAt().isAfter(now))
        .isPresent();
  }

  /// Notes that a login is in use, at most once a minute. All that were used are written down
  /// together, by `endOverdue`.
  ///
  /// @return the session as it is now
  public Session touch(Session session) {
    Instant now = now();
    if (now.isBefore(session.lastSeenAt().plus(TOUCH_EVERY))) {
      return session;
    }
    Session used =
        new Session(
            session.id(),
            session.account(),
            session.device(),
            session.createdAt(),
            now,
            rules.expiry(session.createdAt(), now));
    synchronized (uses) {
      uses.put(session.id(), used);
    }
    return used;
  }

  private Session asUsed(Session stored) {
    synchronized (uses) {
      return uses.getOrDefault(stored.id(), stored);
    }
  }

  /// Writes down which logins were used since the last time, in one transaction; also before the
  /// server stops.
  public void noteUses() {
    List<Session> noted;
    synchronized (uses) {
      noted = List.copyOf(uses.values());
    }
    if (noted.isEmpty()) {
      return;
    }
    store.touch(noted);
    synchronized (uses) {
      // What was used again meanwhile stays for the next time.
      noted.forEach(session -> uses.remove(session.id(), session));
    }
  }

  /// Whether a minute is over; or the clock was set back.
  private boolean notingIsDue(Instant now) {
    if (now.isBefore(notedAt) || !now.isBefore(notedAt.plus(TOUCH_EVERY))) {
      notedAt = now;
      return true;
    }
    return false;
  }

  /// All logins of an account, the newest use first.
  public List<Session> list(long account) {
    Instant now = now();
    return store.list(account).stream()
        .map(this::asUsed)
        .filter(session -> session.expiresAt().isAfter(now))
        .sorted(Comparator.comparing(Session::lastSeenAt).thenComparingLong(Session::id).reversed())
        .toList();
  }

  /// Ends one login of an account.
  ///
  /// @return false if the account has no such login
  public boolean revoke(long account, long id) {
    return store.remove(account, id, this::tell);
  }

  /// Ends all logins of an account but one.
  public void revokeAllExcept(long account, long kept) {
    store.removeAllExcept(account, kept, this::tell);
  }

  /// A connection opened under that login. Only counted when there is a grace.
  public void connectionOpened(long id) {
    if (rules.grace() != null) {
      connected.opened(id);
    }
  }

  /// A connection that had opened closed. Does not wait: the login ends at the next `endOverdue()`.
  public void connectionClosed(long id) {
    if (rules.grace() != null) {
      connected.closed(id, now());
    }
  }

  /// Ends what has expired, and what has been without a connection for too long.
  public void endOverdue() {
    if (notingIsDue(now())) {
      noteUses();
    }
    store.removeExpired(now(), unexpired(), this::tell);
    if (rules.grace() != null) {
      store.removeAll(connected.takeAlone(rules.grace(), now()), this::tell);
    }
  }

  /// Ends all logins of an account in another transaction; tell when it is committed, on the
  /// writer's thread: whoever asked may not know for a while whether it is.
  ///
  /// @param ended gets them
  public TransactionStep endingAll(long account, Collection<Long> ended) {
    return store.removingAllExcept(account, NO_LOGIN, ended);
  }

  /// The same for all but one.
  public TransactionStep endingOthers(Session kept, Collection<Long> ended) {
    return store.removingAllExcept(kept.account(), kept.id(), ended);
  }

  /// Says that these logins ended.
  public void tell(Collection<Long> ended) {
    if (!ended.isEmpty()) {
      listener.sessionsEnded(ended);
    }
  }

  /// Those whose end in the database is not the true one.
  private Set<Long> unexpired() {
    Instant now = now();
    synchronized (uses) {
      return uses.values().stream()
          .filter(session -> session.expiresAt().isAfter(now))
          .map(Session::id)
          .collect(Collectors.toSet());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String deviceName(String device) {
    if (device == null || device.isBlank()) {
      return UNNAMED;
    }
    StringBuilder name = new StringBuilder();
    device
        .strip()
        .codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .limit(Limits.CLIENT_NAME_CHARS)
        .forEach(name::appendCodePoint);
    return name.toString();
  }

  /// A login with the token that opens it.
  public record Started(SessionToken token, Session session) {}
}
