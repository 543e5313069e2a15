package chatter.server.web;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import jakarta.servlet.http.HttpServletRequest;

/// Finds out whose call it is, and ends it with 403 if it is nobody's who administers the server.
final class Admins {
  private final TokenCheck tokens;
  private final Accounts accounts;

  Admins(TokenCheck tokens, Accounts accounts) {
    this.tokens = tokens;
    this.accounts = accounts;
  }

  /// The caller's account, an admin's or the owner's.
  Account admin(HttpServletRequest request) {
    Account caller =
        accounts.find(tokens.session(request).account()).orElseThrow(Problems::unauthorized);
    if (!caller.role().administers()) {
      throw JoinProblems.forbidden();
    }
    return caller;
  }
}
