package chatter.server.web.session;

import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;

/// `DELETE /api/sessions/{id}`: ends one of the caller's logins, which may be the one that calls.
public final class SessionByIdServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public SessionByIdServlet(TokenCheck tokens, Sessions sessions, AuditLog audit) {
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
