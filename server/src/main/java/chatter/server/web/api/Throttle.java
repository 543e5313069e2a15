package chatter.server.web.api;

import chatter.server.account.EmailAddress;
import chatter.server.limit.Attempts;
import chatter.server.limit.GuessLimiter;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.limit.RateLimiter;
import chatter.server.metrics.Counters;
import chatter.server.metrics.Metric;
import chatter.server.web.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// How often the expensive and the guessable may be tried. Every method returns when it may, and
/// otherwise ends the request with 429. Safe for any thread.
///
/// A right secret gets in, whatever others guess: passwords are counted for each account together
/// with the address they come from, so that one address's guesses are nobody else's trouble. What
/// one address guesses at all accounts, and all addresses at one, is bounded as well, more widely;
/// not for an account that signed in from that address before, since that would be a way to keep
/// somebody out.
public final class Throttle {
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3_600;

  /// So many times the limit for one account and address are tried at once before nothing is looked
  /// at any more.
  private static final int PASSWORDS_AT_ONCE = 10;

  /// For one address, or one account, so many times what is allowed for both together.
  private static final int WIDELY = 6;

  /// A code has 40 bits at least and costs nothing to look at: so many times the limit are.
  private static final int CODES_LOOKED_AT = 60;

  /// How many pairs of account and address are remembered as good.
  private static final int REMEMBERED = 10_000;

  private final GuessLimiter passwords;
  private final GuessLimiter passwordsPerAddress;
  private final GuessLimiter passwordsPerAccount;
  private final GuessLimiter passwordsPerSession;
  private final GuessLimiter codesPerAddress;
  private final Attempts attempts;
  private final Attempts.Rate registrations;
  private final RateLimiter<Long> uploadsPerAccount;
  private final RateLimiter<Long> changesPerAccount;
  private final RateLimiter<Long> roomsPerAccount;
  private final RateLimiter<Long> directsPerAccount;
  private final RateLimiter<Long> roomChangesPerAccount;
  private final RateLimiter<Long> ownChangesPerAccount;
  private final RateLimiter<Long> searchesPerAccount;
  private final RateLimiter<Long> requestsPerAccount;
  private final Counters logins =
      new Counters(
          "chatter_logins_total",
          "Logins that were tried, by what became of them: right, wrong, limited (not looked at,"
              + " because of wrong ones before), failed.",
          "outcome");
  private final LongAdder right = logins.of("right");
  private final LongAdder wrong = logins.of("wrong");
  private final LongAdder limited = logins.of("limited");
  private final LongAdder uncertain = logins.of("failed");
  private final Map<Pair, Boolean> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param settings the limits
  /// @param attempts counts what guards against guessing
  /// @param nanoTime a monotonic clock, for all else, which each server counts for itself
  public Throttle(LimitSettings settings, Attempts attempts, LongSupplier nanoTime) {
    int logins = settings.value(Limit.LOGINS_PER_MINUTE);
    int codes = settings.value(Limit.CODES_PER_MINUTE);
    int requests = settings.value(Limit.REQUESTS_PER_SECOND);
    int registered = settings.value(Limit.REGISTRATIONS_PER_MINUTE);
    this.attempts = attempts;
    this.passwords = passwords(attempts, "password", logins);
    this.passwordsPerAddress = passwords(attempts, "password/address", logins * WIDELY);
    this.passwordsPerAccount = passwords(attempts, "password/account", logins * WIDELY);
    this.passwordsPerSession = passwords(attempts, "password/session", logins);
    this.codesPerAddress =
        new GuessLimiter(attempts, "code", codes, codes * CODES_LOOKED_AT, codes * CODES_LOOKED_AT);
    this.registrations = Attempts.Rate.perMinute("registration", registered, registered);
    this.uploadsPerAccount = perMinute(settings.value(Limit.UPLOADS_PER_MINUTE), nanoTime);
    this.changesPerAccount = perMinute(settings.value(Limit.CHANGES_PER_MINUTE), nanoTime);
    this.roomsPerAccount = perHour(settings.value(Limit.ROOMS_PER_HOUR), nanoTime);
    this.directsPerAccount = perHour(settings.value(Limit.DIRECTS_PER_HOUR), nanoTime);
    this.roomChangesPerAccount = perMinute(settings.value(Limit.ROOM_CHANGES_PER_MINUTE), nanoTime);
    this.ownChangesPerAccount = perMinute(settings.value(Limit.OWN_CHANGES_PER_MINUTE), nanoTime);
    this.searchesPerAccount = perMinute(settings.value(Limit.SEARCHES_PER_MINUTE), nanoTime);
    this.requestsPerAccount = new RateLimiter<>(requests, requests * 2.0, nanoTime);
  }

  /// What it counts.
  public List<Metric> metrics() {
    return List.of(logins);
  }

  /// Before a password is checked that came from an address. The address comes first: it bounds how
  /// many made-up email addresses are remembered.
  ///
  /// @return to be told how it went
  public Attempt login(String address, EmailAddress email) {
    Pair pair = new Pair(address, email.key());
    boolean stranger = !known(pair);
    if (stranger) {
      refuseLogin(passwordsPerAddress.before(address));
      long wait = passwordsPerAccount.before(pair.account());
      if (wait > 0) {
        passwordsPerAddress.right(address);
        refuseLogin(wait);
      }
    }
    long wait = passwords.before(pair.both());
    Attempt attempt = new Attempt(pair, stranger);
    if (wait > 0) {
      attempt.widelyRight();
      refuseLogin(wait);
    }
    return attempt;
  }

  private void refuseLogin(long waitMillis) {
    if (waitMillis > 0) {
      limited.increment();
    }
    refuse(waitMillis);
  }

  private boolean known(Pair pair) {
    synchronized (known) {
      return known.containsKey(pair);
    }
  }

  /// Where a password comes from, and whose it is said to be.
  private record Pair(String address, String account) {
    private String both() {
      return address + ' ' + account;
    }
  }

  /// A password that is being checked. One of its methods is called, once.
  public final class Attempt {
    private final Pair pair;
    private final boolean stranger;

    private Attempt(Pair pair, boolean stranger) {
      this.pair = pair;
      this.stranger = stranger;
    }

    /// It was right: many people may sign in from one address.
    public void succeeded() {
      right.increment();
      forgiven();
      synchronized (known) {
        known.put(pair, true);
      }
    }

    /// It could not be checked.
    public void notMade() {
      uncertain.increment();
      forgiven();
    }

    private void forgiven() {
      passwords.right(pair.both());
      widelyRight();
    }

    /// It was wrong.
    public void failed() {
      wrong.increment();
      long wait = passwords.wrong(pair.both());
      if (stranger) {
        wait = Math.max(wait, passwordsPerAddress.wrong(pair.address()));
        wait = Math.max(wait, passwordsPerAccount.wrong(pair.account()));
      }
      refuse(wait);
    }

    private void widelyRight() {
      if (stranger) {
        passwordsPerAddress.right(pair.address());
        passwordsPerAccount.right(pair.account());
      }
    }
  }

  /// Before the password of somebody is checked who is signed in already: no stranger's guesses
  /// count against them.
  public void password(long session) {
    refuse(passwordsPerSession.before(String.valueOf(session)));
  }

  /// After it was right, or no guess.
  public void passwordWasRight(long session) {
    passwordsPerSession.right(String.valueOf(session));
  }

  /// After it was wrong.
  public void passwordWasWrong(long session) {
    refuse(passwordsPerSession.wrong(String.valueOf(session)));
  }

  /// @param address where the new account comes from
  /// @param invite which invite it uses; those who have none are not in the way of those who do
  public void registration(String address, String invite) {
    refuse(attempts.take(registrations, address + ' ' + invite));
  }

  /// Before a code that somebody typed is looked up.
  void code(String address) {
    refuse(codesPerAddress.before(address));
  }

  /// After there was such a code: only guessing is counted.
  void codeWasThere(String address) {
    codesPerAddress.right(address);
  }

  /// After there was none.
  void codeWasWrong(String address) {
    refuse(codesPerAddress.wrong(address));
  }

  public void upload(long account) {
    refuse(uploadsPerAccount.take(account));
  }

  /// Before something changes that everybody is told.
  public void change(long account) {
    refuse(changesPerAccount.take(account));
  }

  /// Before a room is made.
  public void roomMade(long account) {
    refuse(roomsPerAccount.take(account));
  }

  /// After it was not: only those made are counted.
  public void roomNotMade(long account) {
    roomsPerAccount.giveBack(account);
  }

  /// Before a direct conversation is opened, which may be there already.
  public void directMade(long account) {
    refuse(directsPerAccount.take(account));
  }

  /// After none was made.
  public void directNotMade(long account) {
    directsPerAccount.giveBack(account);
  }

  /// Before a room is changed, or who belongs to it, which all its members are told.
  public void roomChange(long account) {
    refuse(roomChangesPerAccount.take(account));
  }

  /// Before something is changed that only the account itself is told.
  public void ownChange(long account) {
    refuse(ownChangesPerAccount.take(account));
  }

  /// Before names are looked at one by one.
  public void search(long account) {
    refuse(searchesPerAccount.take(account));
  }

  /// Before a request is answered at all.
  public void request(long account) {
    refuse(requestsPerAccount.take(account));
  }

  private static GuessLimiter passwords(Attempts attempts, String name, int perMinute) {
    return new GuessLimiter(attempts, name, perMinute, perMinute, perMinute * PASSWORDS_AT_ONCE);
  }

  private static <K> RateLimiter<K> perHour(int count, LongSupplier nanoTime) {
    return new RateLimiter<>(count / SECONDS_PER_HOUR, count, nanoTime);
  }

  private static <K> RateLimiter<K> perMinute(int count, LongSupplier nanoTime) {
    return new RateLimiter<>(count / SECONDS_PER_MINUTE, count, nanoTime);
  }

  private static void refuse(long waitMillis) {
    if (waitMillis > 0) {
      throw Problems.rateLimited(waitMillis);
    }
  }
}
