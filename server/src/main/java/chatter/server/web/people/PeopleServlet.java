package chatter.server.web.people;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.SearchPage;
import chatter.server.web.api.TokenCheck;
import chatter.shared.api.PeopleResponse;

/// `GET /api/people`: who is in this chat, for everybody who is; a page, by what they are called.
public final class PeopleServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public PeopleServlet(TokenCheck tokens, Accounts accounts) {
    on(
        "GET",
        request -> {
          var _ = tokens.session(request);
          SearchPage asked = SearchPage.of(request);
          SearchPage.Found<Account> found =
              asked.of(accounts.people(asked.query(), asked.after(), asked.wanted()), Account::id);
          return Answer.json(
              200,
              new PeopleResponse(
                  found.page().stream().map(Account::publicView).toList(), found.next()));
        });
  }
}
