package chatter.server.web;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.account.EmailAddress;
import chatter.server.account.InvalidFieldException;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.shared.api.ChangePasswordRequest;
import jakarta.servlet.http.HttpServletRequest;

/// `PUT /api/account/password`: another password; every other login of the account ends. Guessing
/// the old one is throttled like signing in, because it is the same secret.
final class PasswordServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient TokenCheck tokens;
  private final transient Accounts accounts;
  private final transient Sessions sessions;
  private final transient Throttle throttle;

  PasswordServlet(TokenCheck tokens, Accounts accounts, Sessions sessions, Throttle throttle) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.sessions = sessions;
    this.throttle = throttle;
    on("PUT", this::change);
  }

  private Answer change(HttpServletRequest request) {
    Session session = tokens.session(request);
    ChangePasswordRequest body = RequestBody.json(request, ChangePasswordRequest.class);
    Account account = accounts.find(session.account()).orElseThrow(Problems::unauthorized);
    String address = ClientAddress.of(request);
    throttle.login(address, new EmailAddress(account.email()));
    try {
      if (!sessions.changePassword(session, body.oldPassword(), body.newPassword())) {
        throw Problems.wrongPassword();
      }
    } catch (InvalidFieldException e) {
      // Here the field has another name than at registration.
      throw Problems.invalid(e.rule(), "newPassword");
    }
    throttle.loginSucceeded(address);
    return Answer.nothing();
  }
}
