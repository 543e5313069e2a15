package chatter.server.web.api;

import chatter.server.limit.RateLimiter;
import chatter.server.web.guard.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What whoever runs the server wants to read when something was wrong: who failed to sign in, who
/// changed what about whom, by which address. Accounts stand there as numbers: a name or an email
/// address is whatever somebody typed, might hold a line break, and might be a password in the
/// wrong field. Never a secret. Safe for any thread.
public final class AuditLog {
  private static final Logger log = LoggerFactory.getLogger("chatter.server.audit");

  /// Lines that strangers can cause: a flood of guesses must not fill the disk.
  private static final double LINES_PER_SECOND = 1;

  private static final double LINES_AT_ONCE = 100;

  private final RateLimiter<String> strangers =
      new RateLimiter<>(LINES_PER_SECOND, LINES_AT_ONCE, System::nanoTime);

  /// Something that an account did.
  ///
  /// @param what of the program's own words and numbers only
  public void did(HttpServletRequest request, long account, String what) {
    log.info("account {} from {}: {}", account, request.getRemoteAddr(), what);
  }

  /// Something that somebody tried in vain who need not be signed in.
  ///
  /// @param what of the program's own words and numbers only
  public void failed(HttpServletRequest request, String what) {
    write(request, "failed ", what);
  }

  /// That somebody failed so often that they are to wait; counted apart, so that the many failures
  /// before do not use up its line.
  public void lockedOut(HttpServletRequest request) {
    write(request, "locked out ", "locked out for a while: too many wrong passwords");
  }

  private void write(HttpServletRequest request, String kind, String what) {
    if (strangers.take(kind + ClientAddress.of(request)) == 0) {
      log.warn("from {}: {}", request.getRemoteAddr(), what);
    }
  }
}
