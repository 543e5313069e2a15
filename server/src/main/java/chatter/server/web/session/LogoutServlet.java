package chatter.server.web.session;

import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.TokenCheck;

/// `POST /api/logout`: ends the login that calls.
public final class LogoutServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public LogoutServlet(TokenCheck tokens, Sessions sessions, AuditLog audit) {
    on(
        "POST",
        request -> {
          Session session = tokens.session(request);
          sessions.revoke(session.account(), session.id());
          audit.did(request, session.account(), "signed out, session " + session.id());
          return Answer.nothing();
        });
  }
}
