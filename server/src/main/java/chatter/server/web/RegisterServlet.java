package chatter.server.web;

import chatter.server.account.Accounts;
import chatter.shared.api.AccountResponse;
import chatter.shared.api.RegisterRequest;

/// `POST /api/register`: makes an account; signing in is the next call.
final class RegisterServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  RegisterServlet(Accounts accounts, Throttle throttle) {
    on(
        "POST",
        request -> {
          RegisterRequest body = RequestBody.json(request, RegisterRequest.class);
          throttle.registration(ClientAddress.of(request));
          return accounts
              .register(body.name(), body.email(), body.password())
              .map(account -> Answer.json(201, new AccountResponse(account.ownView())))
              .orElseThrow(Problems::emailTaken);
        });
  }
}
