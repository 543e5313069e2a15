package chatter.server.web;

import chatter.server.session.Administration;
import chatter.shared.api.AccountsResponse;

/// `GET /api/accounts`: everybody, for those who administer the server.
final class AccountsServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  AccountsServlet(Admins admins, Administration administration) {
    on(
        "GET",
        request -> {
          var _ = admins.caller(request);
          return Answer.json(200, new AccountsResponse(administration.list()));
        });
  }
}
