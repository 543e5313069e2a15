package chatter.server.web;

import chatter.server.account.Account;
import chatter.server.invite.InviteRefusedException;
import chatter.server.invite.Joining;
import chatter.shared.api.AccountResponse;
import chatter.shared.api.RegisterRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// `POST /api/register`: makes an account; signing in is the next call.
final class RegisterServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient Joining joining;
  private final transient Throttle throttle;

  RegisterServlet(Joining joining, Throttle throttle) {
    this.joining = joining;
    this.throttle = throttle;
    on("POST", this::register);
  }

  private Answer register(HttpServletRequest request) {
    RegisterRequest body = RequestBody.json(request, RegisterRequest.class);
    String address = ClientAddress.of(request);
    throttle.registration(address);
    return join(body, address)
        .map(account -> Answer.json(201, new AccountResponse(account.ownView())))
        .orElseThrow(Problems::emailTaken);
  }

  private Optional<Account> join(RegisterRequest body, String address) {
    boolean guessed = body.invite() != null;
    if (guessed) {
      throttle.code(address);
    }
    try {
      return joining.register(body.name(), body.email(), body.password(), body.invite());
    } catch (InviteRefusedException e) {
      guessed &= e.reason() != InviteRefusedException.Reason.UNKNOWN;
      throw e;
    } finally {
      if (guessed) {
        throttle.codeWasThere(address);
      }
    }
  }
}
