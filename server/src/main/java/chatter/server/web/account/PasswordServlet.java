package chatter.server.web.account;

import chatter.server.account.InvalidFieldException;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.api.ChangePasswordRequest;
import jakarta.servlet.http.HttpServletRequest;

/// `PUT /api/account/password`: another password; every other login of the account ends. Guessing
/// the old one is throttled like signing in, because it is the same secret; but apart from it, so
/// that what strangers guess does not keep the account's owner from changing it.
public final class PasswordServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient TokenCheck tokens;
  private final transient Sessions sessions;
  private final transient Throttle throttle;
  private final transient AuditLog audit;

  public PasswordServlet(TokenCheck tokens, Sessions sessions, Throttle throttle, AuditLog audit) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.throttle = throttle;
    this.audit = audit;
    on("PUT", this::change);
  }

  private Answer change(HttpServletRequest request) {
    Session session = tokens.session(request);
    ChangePasswordRequest body = RequestBody.json(request, ChangePasswordRequest.class);
    throttle.password(session.id());
    boolean changed;
    try {
      changed = sessions.changePassword(session, body.oldPassword(), body.newPassword());
    } catch (RuntimeException e) {
      throttle.passwordWasRight(session.id());
      // Here the field has another name than at registration.
      throw e instanceof InvalidFieldException invalid
          ? Problems.invalid(invalid.rule(), "newPassword")
          : e;
    }
    if (!changed) {
      audit.did(request, session.account(), "a wrong password while changing it");
      throttle.passwordWasWrong(session.id());
      throw Problems.wrongPassword();
    }
    throttle.passwordWasRight(session.id());
    audit.did(request, session.account(), "changed its password; its other sessions ended");
    return Answer.nothing();
  }
}
