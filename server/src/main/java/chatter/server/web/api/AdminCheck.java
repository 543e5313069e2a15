package chatter.server.web.api;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.session.Caller;
import chatter.server.session.Session;
import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;

/// Finds out whose call it is, and ends it with 403 if it is nobody's who administers the server.
public final class AdminCheck {
  private final TokenCheck tokens;
  private final Accounts accounts;

  public AdminCheck(TokenCheck tokens, Accounts accounts) {
    this.tokens = tokens;
    this.accounts = accounts;
  }

  /// Whoever calls, an admin or the owner: at this moment, so what is then done asks again.
  public Caller caller(HttpServletRequest request) {
    Session session = tokens.session(request);
    Account account = accounts.find(session.account()).orElseThrow(Problems::unauthorized);
    if (!account.role().administers()) {
      throw Problems.forbidden();
    }
    return session.caller();
  }

  /// What a caller is called.
  public String name(Caller caller) {
    return accounts.find(caller.account()).orElseThrow(Problems::unauthorized).name();
  }
}
