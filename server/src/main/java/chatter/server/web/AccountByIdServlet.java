package chatter.server.web;

import chatter.server.invite.Offers;
import chatter.server.session.Administration;
import chatter.server.session.PasswordResets;
import chatter.shared.api.ChangeAccountRequest;
import chatter.shared.protocol.Role;
import jakarta.servlet.http.HttpServletRequest;

/// What those who administer the server do to one account: `PATCH /api/accounts/{id}`, `DELETE
/// /api/accounts/{id}/sessions`, `POST /api/accounts/{id}/password-reset`.
final class AccountByIdServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient Admins admins;
  private final transient Administration administration;
  private final transient Offers offers;

  AccountByIdServlet(Admins admins, Administration administration, Offers offers) {
    this.admins = admins;
    this.administration = administration;
    this.offers = offers;
    on("PATCH", this::change);
    on("DELETE", this::endSessions);
    on("POST", this::offerReset);
  }

  private Answer change(HttpServletRequest request) {
    long caller = admins.admin(request).id();
    long target = Parameters.pathId(request.getPathInfo(), "/", "");
    ChangeAccountRequest body = RequestBody.json(request, ChangeAccountRequest.class);
    if (body.role() == Role.OWNER) {
      throw JoinProblems.invalid("A role is admin or member.", "role");
    }
    if (body.role() != null && body.disabled() != null) {
      // Each is a change of its own; of two only one might be allowed.
      throw JoinProblems.invalid("Change one thing at a time.", "role");
    }
    if (body.role() != null) {
      administration.setRole(caller, target, body.role());
    }
    if (body.disabled() != null) {
      administration.setDisabled(caller, target, body.disabled());
    }
    return Answer.json(200, administration.find(target));
  }

  private Answer endSessions(HttpServletRequest request) {
    long caller = admins.admin(request).id();
    administration.endSessions(caller, Parameters.pathId(request.getPathInfo(), "/", "/sessions"));
    return Answer.nothing();
  }

  private Answer offerReset(HttpServletRequest request) {
    long caller = admins.admin(request).id();
    PasswordResets.Reset reset =
        administration.offerReset(
            caller, Parameters.pathId(request.getPathInfo(), "/", "/password-reset"));
    return Answer.json(
        201, offers.reset(reset.code(), reset.expiresAt(), CallerOrigin.of(request)));
  }
}
