package chatter.server.web.session;

import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.TokenCheck;
import chatter.shared.api.SessionsResponse;
import chatter.shared.api.SessionsResponse.SessionInfo;

/// `GET /api/sessions`: the caller's signed-in devices.
public final class SessionsServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public SessionsServlet(TokenCheck tokens, Sessions sessions) {
    on(
        "GET",
        request -> {
          Session caller = tokens.session(request);
          return Answer.json(
              200,
              new SessionsResponse(
                  sessions.list(caller.account()).stream().map(s -> info(s, caller)).toList()));
        });
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
}
