package chatter.server.web.account;

import chatter.server.account.Account;
import chatter.server.invite.InviteRefusedException;
import chatter.server.invite.Joining;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Throttle;
import chatter.server.web.guard.ClientAddress;
import chatter.server.web.problem.Problems;
import chatter.shared.api.AccountResponse;
import chatter.shared.api.RegisterRequest;
import jakarta.servlet.http.HttpServletRequest;

/// `POST /api/register`: makes an account; signing in is the next call.
public final class RegisterServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient Joining joining;
  private final transient Throttle throttle;
  private final transient AuditLog audit;

  public RegisterServlet(Joining joining, Throttle throttle, AuditLog audit) {
    this.joining = joining;
    this.throttle = throttle;
    this.audit = audit;
    on("POST", this::register);
  }

  private Answer register(HttpServletRequest request) {
    RegisterRequest body = RequestBody.json(request, RegisterRequest.class);
    String address = ClientAddress.of(request);
    Joining.Admission admission = admission(request, body.invite(), address);
    throttle.registration(address, admission.invite());
    Account account =
        joining
            .register(body.name(), body.email(), body.password(), address, admission)
            .orElseThrow(Problems::emailTaken);
    audit.did(request, account.id(), "joined" + admission.by());
    return Answer.json(201, new AccountResponse(account.ownView()));
  }

  private Joining.Admission admission(HttpServletRequest request, String invite, String address) {
    if (invite == null) {
      return joining.admission(null);
    }
    throttle.code(address);
    try {
      Joining.Admission admission = joining.admission(invite);
      throttle.codeWasThere(address);
      return admission;
    } catch (InviteRefusedException e) {
      audit.failed(request, "an invite was refused: " + e.reason());
      if (e.reason() == InviteRefusedException.Reason.UNKNOWN) {
        throttle.codeWasWrong(address);
      } else {
        throttle.codeWasThere(address);
      }
      throw e;
    }
  }
}
