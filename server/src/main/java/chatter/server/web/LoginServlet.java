package chatter.server.web;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.account.EmailAddress;
import chatter.server.session.Sessions;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.LoginResponse;
import chatter.shared.limits.FieldRule;
import jakarta.servlet.http.HttpServletRequest;

/// `POST /api/login`: an email address and a password for a token.
final class LoginServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient Accounts accounts;
  private final transient Sessions sessions;
  private final transient Throttle throttle;

  LoginServlet(Accounts accounts, Sessions sessions, Throttle throttle) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.throttle = throttle;
    on("POST", this::login);
  }

  private Answer login(HttpServletRequest request) {
    LoginRequest body = RequestBody.json(request, LoginRequest.class);
    // What is no email address is nobody's; it is refused after the same work as any other.
    String email = FieldRule.checkEmail(body.email()).isPresent() ? "" : body.email();
    String address = ClientAddress.of(request);
    throttle.login(address, new EmailAddress(email));
    Account account =
        accounts.authenticate(email, body.password()).orElseThrow(Problems::badCredentials);
    throttle.loginSucceeded(address);
    if (account.disabled()) {
      throw Problems.accountDisabled();
    }
    String device =
        body.device() == null || body.device().isBlank()
            ? DeviceName.guess(request.getHeader("User-Agent"))
            : body.device();
    Sessions.Started started = sessions.start(account.id(), device);
    return Answer.json(
        200,
        new LoginResponse(
            started.token().secret(), started.session().expiresAt(), account.ownView()));
  }
}
