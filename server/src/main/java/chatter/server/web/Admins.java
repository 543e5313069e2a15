package chatter.server.web;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.session.Caller;
import chatter.server.session.Session;
import jakarta.servlet.http.HttpServletRequest;

/// Finds out whose call it is, and ends it with 403 if it is nobody's who administers the server.
final class Admins {
  private final TokenCheck tokens;
  private final Accounts accounts;

  Admins(TokenCheck tokens, Accounts accounts) {
    this.tokens = tokens;
    this.accounts = accounts;
  }

  /// Whoever calls, an admin or the owner: at this moment, so what is then done asks again.
  Caller caller(HttpServletRequest request) {
    Session session = tokens.session(request);
    Account account = accounts.find(session.account()).orElseThrow(Problems::unauthorized);
    if (!account.role().administers()) {
      throw JoinProblems.forbidden();
    }
    return session.caller();
  }

  /// What a caller is called.
  String name(Caller caller) {
    return accounts.find(caller.account()).orElseThrow(Problems::unauthorized).name();
  }
}
