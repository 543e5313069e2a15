package chatter.server.web.account;

import chatter.server.account.InvalidFieldException;
import chatter.server.session.PasswordResets;
import chatter.server.session.ResetRefusedException;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Throttle;
import chatter.server.web.guard.ClientAddress;
import chatter.server.web.problem.Problems;
import chatter.shared.api.PasswordResetRequest;
import jakarta.servlet.http.HttpServletRequest;

/// `POST /api/password-resets`: another password for the account that a code is for. Guessing codes
/// is throttled.
public final class PasswordResetsServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient PasswordResets resets;
  private final transient Throttle throttle;
  private final transient AuditLog audit;

  public PasswordResetsServlet(PasswordResets resets, Throttle throttle, AuditLog audit) {
    this.resets = resets;
    this.throttle = throttle;
    this.audit = audit;
    on("POST", this::use);
  }

  private Answer use(HttpServletRequest request) {
    PasswordResetRequest body = RequestBody.json(request, PasswordResetRequest.class);
    String address = ClientAddress.of(request);
    throttle.code(address);
    long account;
    try {
      account = resets.use(body.code(), body.newPassword());
    } catch (ResetRefusedException e) {
      audit.failed(request, "a code for another password was refused: " + e.reason());
      if (e.reason() == ResetRefusedException.Reason.UNKNOWN) {
        throttle.codeWasWrong(address);
      } else {
        throttle.codeWasThere(address);
      }
      throw e;
    } catch (RuntimeException e) {
      throttle.codeWasThere(address);
      // Here the field has another name than at registration.
      throw e instanceof InvalidFieldException invalid
          ? Problems.invalid(invalid.rule(), "newPassword")
          : e;
    }
    throttle.codeWasThere(address);
    audit.did(request, account, "got another password by a code; its sessions ended");
    return Answer.nothing();
  }
}
