package chatter.server.web.account;

import chatter.server.account.Accounts;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.shared.api.AccountResponse;
import chatter.shared.api.RenameRequest;

/// `PATCH /api/account`: another display name.
public final class AccountServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public AccountServlet(
      TokenCheck tokens, Accounts accounts, Sessions sessions, Throttle throttle) {
    on(
        "PATCH",
        request -> {
          Session session = tokens.session(request);
          throttle.change(session.account());
          String name = RequestBody.json(request, RenameRequest.class).name();
          return Answer.json(
              200,
              new AccountResponse(
                  accounts
                      .rename(session.account(), name, sessions.lasting(session.caller()))
                      .ownView()));
        });
  }
}
