package chatter.server.web.session;

import chatter.server.account.Accounts;
import chatter.server.session.Session;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.api.SessionResponse;

/// `GET /api/session`: whether the token is still good, and whose it is.
public final class SessionServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public SessionServlet(TokenCheck tokens, Accounts accounts) {
    on(
        "GET",
        request -> {
          Session session = tokens.session(request);
          return accounts
              .find(session.account())
              .map(a -> Answer.json(200, new SessionResponse(a.ownView(), session.expiresAt())))
              .orElseThrow(Problems::unauthorized);
        });
  }
}
