package chatter.server.web.people;

import chatter.server.invite.InviteOffers;
import chatter.server.session.Administration;
import chatter.server.session.Caller;
import chatter.server.session.PasswordResets;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.CallerOrigin;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.RequestBody;
import chatter.server.web.problem.JoinProblems;
import chatter.shared.api.ChangeAccountRequest;
import chatter.shared.protocol.Role;
import jakarta.servlet.http.HttpServletRequest;

/// What those who administer the server do to one account: `PATCH /api/accounts/{id}`, `DELETE
/// /api/accounts/{id}/sessions`, `POST /api/accounts/{id}/password-reset`.
public final class AccountByIdServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient AdminCheck admins;
  private final transient Administration administration;
  private final transient InviteOffers offers;
  private final transient AuditLog audit;

  public AccountByIdServlet(
      AdminCheck admins, Administration administration, InviteOffers offers, AuditLog audit) {
    this.audit = audit;
    this.admins = admins;
    this.administration = administration;
    this.offers = offers;
    on("PATCH", this::change);
    on("DELETE", this::endSessions);
    on("POST", this::offerReset);
  }

  private Answer change(HttpServletRequest request) {
    Caller caller = admins.caller(request);
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
      audit.did(request, caller.account(), "made account " + target + " " + body.role());
    }
    if (body.disabled() != null) {
      administration.setDisabled(caller, target, body.disabled());
      audit.did(
          request,
          caller.account(),
          (body.disabled() ? "disabled account " : "enabled account ") + target);
    }
    return Answer.json(200, administration.find(target));
  }

  private Answer endSessions(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    long target = Parameters.pathId(request.getPathInfo(), "/", "/sessions");
    administration.endSessions(caller, target);
    audit.did(request, caller.account(), "ended all sessions of account " + target);
    return Answer.nothing();
  }

  private Answer offerReset(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    long target = Parameters.pathId(request.getPathInfo(), "/", "/password-reset");
    PasswordResets.Reset reset = administration.offerReset(caller, target);
    audit.did(request, caller.account(), "made a code for another password of account " + target);
    return Answer.json(
        201, offers.reset(reset.code(), reset.expiresAt(), CallerOrigin.of(request)));
  }
}
