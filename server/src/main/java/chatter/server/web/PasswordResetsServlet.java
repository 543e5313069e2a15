package chatter.server.web;

import chatter.server.account.InvalidFieldException;
import chatter.server.session.PasswordResets;
import chatter.server.session.ResetRefusedException;
import chatter.shared.api.PasswordResetRequest;
import jakarta.servlet.http.HttpServletRequest;

/// `POST /api/password-resets`: another password for the account that a code is for. Guessing codes
/// is throttled.
final class PasswordResetsServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient PasswordResets resets;
  private final transient Throttle throttle;

  PasswordResetsServlet(PasswordResets resets, Throttle throttle) {
    this.resets = resets;
    this.throttle = throttle;
    on("POST", this::use);
  }

  private Answer use(HttpServletRequest request) {
    PasswordResetRequest body = RequestBody.json(request, PasswordResetRequest.class);
    String address = ClientAddress.of(request);
    throttle.code(address);
    boolean there = true;
    try {
      resets.use(body.code(), body.newPassword());
    } catch (ResetRefusedException e) {
      there = e.reason() != ResetRefusedException.Reason.UNKNOWN;
      throw e;
    } catch (InvalidFieldException e) {
      // Here the field has another name than at registration.
      throw Problems.invalid(e.rule(), "newPassword");
    } finally {
      if (there) {
        throttle.codeWasThere(address);
      }
    }
    return Answer.nothing();
  }
}
