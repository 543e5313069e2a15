package chatter.server.web;

import chatter.server.account.EmailAddress;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.limit.RateLimiter;
import java.util.function.LongSupplier;

/// How often the expensive and the guessable may be tried. Every method returns when it may, and
/// otherwise ends the request with 429. Safe for any thread.
public final class Throttle {
  private static final double SECONDS_PER_MINUTE = 60;
  private static final int FAILURES_FACTOR = 6;

  private final RateLimiter<String> loginsPerAccount;
  private final RateLimiter<String> failuresPerAddress;
  private final RateLimiter<String> registrationsPerAddress;
  private final RateLimiter<String> codesPerAddress;
  private final RateLimiter<Long> uploadsPerAccount;
  private final RateLimiter<Long> changesPerAccount;
  private final RateLimiter<Long> requestsPerAccount;

  /// @param settings the limits
  /// @param nanoTime a monotonic clock
  public Throttle(LimitSettings settings, LongSupplier nanoTime) {
    int logins = settings.value(Limit.LOGINS_PER_MINUTE);
    int requests = settings.value(Limit.REQUESTS_PER_SECOND);
    this.loginsPerAccount = perMinute(logins, nanoTime);
    this.failuresPerAddress = perMinute(logins * FAILURES_FACTOR, nanoTime);
    this.registrationsPerAddress =
        perMinute(settings.value(Limit.REGISTRATIONS_PER_MINUTE), nanoTime);
    this.codesPerAddress = perMinute(settings.value(Limit.CODES_PER_MINUTE), nanoTime);
    this.uploadsPerAccount = perMinute(settings.value(Limit.UPLOADS_PER_MINUTE), nanoTime);
    this.changesPerAccount = perMinute(settings.value(Limit.CHANGES_PER_MINUTE), nanoTime);
    this.requestsPerAccount = new RateLimiter<>(requests, requests * 2.0, nanoTime);
  }

  /// Before a password is checked. The address comes first: it bounds how many made-up email
  /// addresses are remembered.
  void login(String address, EmailAddress email) {
    refuse(failuresPerAddress.take(address));
    long wait = loginsPerAccount.take(email.key());
    if (wait > 0) {
      failuresPerAddress.giveBack(address);
    }
    refuse(wait);
  }

  /// After a password was right: many people may sign in from one address.
  void loginSucceeded(String address) {
    failuresPerAddress.giveBack(address);
  }

  void registration(String address) {
    refuse(registrationsPerAddress.take(address));
  }

  /// Before a code that somebody typed is looked up.
  void code(String address) {
    refuse(codesPerAddress.take(address));
  }

  /// After there was such a code: only guessing is counted.
  void codeWasThere(String address) {
    codesPerAddress.giveBack(address);
  }

  void upload(long account) {
    refuse(uploadsPerAccount.take(account));
  }

  /// Before something changes that everybody is told.
  void change(long account) {
    refuse(changesPerAccount.take(account));
  }

  void request(long account) {
    refuse(requestsPerAccount.take(account));
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
