package chatter.server.web;

import chatter.server.session.Session;
import chatter.server.session.Sessions;

/// `POST /api/logout`: ends the login that calls.
final class LogoutServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  LogoutServlet(TokenCheck tokens, Sessions sessions, AuditLog audit) {
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
