package chatter.server.web;

import chatter.server.session.Administration;
import chatter.shared.api.AccountsResponse;
import chatter.shared.api.ManagedAccount;

/// `GET /api/accounts`: everybody, or a page of those sought, for those who administer the server.
final class AccountsServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  AccountsServlet(Admins admins, Administration administration) {
    on(
        "GET",
        request -> {
          var _ = admins.caller(request);
          if (!SearchPage.asked(request)) {
            return Answer.json(200, new AccountsResponse(administration.list(), null));
          }
          SearchPage asked = SearchPage.of(request);
          SearchPage.Found<ManagedAccount> found =
              asked.of(
                  administration.list().stream()
                      .filter(a -> a.id() > asked.after())
                      .filter(a -> asked.query().in(a.name()) || asked.query().in(a.email()))
                      .limit(asked.wanted())
                      .toList(),
                  ManagedAccount::id);
          return Answer.json(200, new AccountsResponse(found.page(), found.next()));
        });
  }
}
