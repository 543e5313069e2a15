package chatter.server.web.people;

import chatter.server.session.Administration;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.SearchPage;
import chatter.shared.api.AccountsResponse;
import chatter.shared.api.ManagedAccount;

/// `GET /api/accounts`: everybody, or a page of those sought, for those who administer the server.
public final class AccountsServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public AccountsServlet(AdminCheck admins, Administration administration) {
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
