package chatter.server.web.session;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.account.EmailAddress;
import chatter.server.account.VerifiedPassword;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.guard.ClientAddress;
import chatter.server.web.problem.ProblemException;
import chatter.server.web.problem.Problems;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.LoginResponse;
import chatter.shared.api.SessionResponse;
import chatter.shared.api.SessionsResponse;
import chatter.shared.api.SessionsResponse.SessionInfo;
import chatter.shared.limits.FieldRule;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Signing in and out, and one's signed-in devices.
public final class SessionResource implements Routes.Resource {
  /// So often a password is checked whose account changed while it was.
  private static final int CHECKS = 3;

  private final TokenCheck tokens;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Throttle throttle;
  private final AuditLog audit;

  public SessionResource(
      TokenCheck tokens, Accounts accounts, Sessions sessions, Throttle throttle, AuditLog audit) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.sessions = sessions;
    this.throttle = throttle;
    this.audit = audit;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("POST", "/api/login", this::login);
    routes.on("POST", "/api/logout", this::logout);
    routes.on("GET", "/api/session", this::current);
    routes.on("GET", "/api/sessions", this::list);
    routes.on("DELETE", "/api/sessions/*", this::end);
  }

  /// An email address and a password for a token.
  private Answer login(HttpServletRequest request) {
    LoginRequest body = RequestBody.json(request, LoginRequest.class);
    // What is no email address is nobody's; it is refused after the same work as any other.
    String email = FieldRule.checkEmail(body.email()).isPresent() ? "" : body.email();
    String address = ClientAddress.of(request);
    Throttle.Attempt attempt = attempt(request, address, email);
    Optional<Sessions.Started> started;
    try {
      started = start(request, email, body, address);
    } catch (RuntimeException e) {
      attempt.notMade();
      throw e;
    }
    if (started.isEmpty()) {
      audit.failed(request, "a wrong password for " + whose(email));
      throw wrong(request, attempt);
    }
    attempt.succeeded();
    Sessions.Started login = started.get();
    Account account = accounts.find(login.session().account()).orElseThrow(Problems::unauthorized);
    audit.did(request, account.id(), "signed in, session " + login.session().id());
    return Answer.json(
        200,
        new LoginResponse(login.token().secret(), login.session().expiresAt(), account.ownView()));
  }

  private Throttle.Attempt attempt(HttpServletRequest request, String address, String email) {
    try {
      return throttle.login(address, new EmailAddress(email));
    } catch (ProblemException e) {
      audit.lockedOut(request);
      throw e;
    }
  }

  private ProblemException wrong(HttpServletRequest request, Throttle.Attempt attempt) {
    try {
      attempt.failed();
      return Problems.badCredentials();
    } catch (ProblemException e) {
      audit.lockedOut(request);
      return e;
    }
  }

  /// @return empty if email and password do not belong together
  private Optional<Sessions.Started> start(
      HttpServletRequest request, String email, LoginRequest body, String address) {
    String device =
        body.device() == null || body.device().isBlank()
            ? DeviceName.guess(request.getHeader("User-Agent"))
            : body.device();
    for (int i = 0; i < CHECKS; i++) {
      Optional<VerifiedPassword> verified = accounts.authenticate(email, body.password(), address);
      if (verified.isEmpty()) {
        return Optional.empty();
      }
      if (verified.get().account().disabled()) {
        audit.failed(request, "a disabled account: " + verified.get().account().id());
        throw Problems.accountDisabled();
      }
      Optional<Sessions.Started> started = sessions.start(verified.get(), device);
      if (started.isPresent()) {
        return started;
      }
      // Changed while it was checked: perhaps only hashed anew.
    }
    throw Problems.busy();
  }

  private String whose(String email) {
    return accounts
        .findByEmail(email)
        .map(account -> "account " + account.id())
        .orElse("no account");
  }

  /// Ends the login that calls.
  private Answer logout(HttpServletRequest request) {
    Session session = tokens.session(request);
    sessions.revoke(session.account(), session.id());
    audit.did(request, session.account(), "signed out, session " + session.id());
    return Answer.nothing();
  }

  /// Whether the token is still good, and whose it is.
  private Answer current(HttpServletRequest request) {
    Session session = tokens.session(request);
    return accounts
        .find(session.account())
        .map(a -> Answer.json(200, new SessionResponse(a.ownView(), session.expiresAt())))
        .orElseThrow(Problems::unauthorized);
  }

  private Answer list(HttpServletRequest request) {
    Session caller = tokens.session(request);
    return Answer.json(
        200,
        new SessionsResponse(
            sessions.list(caller.account()).stream().map(s -> info(s, caller)).toList()));
  }

  private static SessionInfo info(Session session, Session caller) {
    return new SessionInfo(
        session.id(),
        session.device(),
        session.createdAt(),
        session.lastSeenAt(),
        session.expiresAt(),
        session.id() == caller.id());
  }

  /// Ends one of the caller's logins, which may be the one that calls.
  private Answer end(HttpServletRequest request) {
    Session caller = tokens.session(request);
    long id = Parameters.pathId(request.getPathInfo(), "/", "");
    if (!sessions.revoke(caller.account(), id)) {
      throw Problems.notFound();
    }
    audit.did(request, caller.account(), "ended its session " + id);
    return Answer.nothing();
  }
}
