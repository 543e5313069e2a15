package chatter.server.web.api;

import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;

/// What signed-in people have under way over HTTP: how many requests of one account at once, and
/// how many bytes for all of them together. An answer stays in memory until it was read, and its
/// reader may read nothing. The less room is left for all, the less one account may take of it, so
/// whoever takes all they can leaves something to others. Any thread.
public final class InFlightRequests {
  /// The only request of an account may take so much of what is left, those beside it less.
  private static final int FIRST_PART = 2;

  private static final int NEXT_PART = 8;

  private static final String TICKET = InFlightRequests.class.getName();

  private final int requestsPerAccount;
  private final long most;
  private final Map<Long, Share> shares = new HashMap<>();
  private long all;

  /// @param requestsPerAccount at once
  /// @param most bytes in all
  public InFlightRequests(int requestsPerAccount, long most) {
    this.requestsPerAccount = requestsPerAccount;
    this.most = most;
  }

  /// Counts a request until `end`; once, however often it is called for the same.
  ///
  /// @throws ProblemException 429 if the account has too many under way
  void begin(HttpServletRequest request, long account) {
    if (request.getAttribute(TICKET) != null) {
      return;
    }
    synchronized (this) {
      Share share = shares.computeIfAbsent(account, k -> new Share());
      if (share.requests >= requestsPerAccount) {
        throw Problems.tooManyAtOnce();
      }
      share.requests++;
    }
    request.setAttribute(TICKET, new Ticket(account));
  }

  /// Takes room for what a request is about to hold in memory, instead of what it had before.
  ///
  /// @throws ProblemException 503 if there is not so much room for this account
  public static void hold(HttpServletRequest request, long bytes) {
    if (request.getAttribute(TICKET) instanceof Ticket ticket) {
      ticket.hold(bytes);
    }
  }

  /// The request is answered.
  static void end(HttpServletRequest request) {
    if (request.getAttribute(TICKET) instanceof Ticket ticket) {
      request.removeAttribute(TICKET);
      ticket.end();
    }
  }

  /// One account's.
  private static final class Share {
    private int requests;
    private long bytes;
  }

  /// One request's.
  private final class Ticket {
    private final long account;
    private long held;

    private Ticket(long account) {
      this.account = account;
    }

    private void hold(long bytes) {
      synchronized (InFlightRequests.this) {
        Share share = shares.get(account);
        long more = bytes - held;
        long free = most - all;
        long others = share.bytes - held;
        if (more > 0
            && (more > free / FIRST_PART || (others > 0 && others + bytes > free / NEXT_PART))) {
          throw Problems.busy();
        }
        held = bytes;
        share.bytes += more;
        all += more;
      }
    }

    private void end() {
      synchronized (InFlightRequests.this) {
        Share share = shares.get(account);
        share.bytes -= held;
        all -= held;
        share.requests--;
        if (share.requests == 0) {
          shares.remove(account);
        }
      }
    }
  }
}
