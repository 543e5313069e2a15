package chatter.server.web;

import chatter.server.session.Session;
import chatter.server.session.Sessions;

/// `DELETE /api/sessions/{id}`: ends one of the caller's logins, which may be the one that calls.
final class SessionByIdServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  SessionByIdServlet(TokenCheck tokens, Sessions sessions, AuditLog audit) {
    on(
        "DELETE",
        request -> {
          Session caller = tokens.session(request);
          long id = Parameters.pathId(request.getPathInfo(), "/", "");
          if (!sessions.revoke(caller.account(), id)) {
            throw Problems.notFound();
          }
          audit.did(request, caller.account(), "ended its session " + id);
          return Answer.nothing();
        });
  }
}
