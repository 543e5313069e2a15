package chatter.server.web.invite;

import chatter.server.invite.InviteOffers;
import chatter.server.invite.Invites;
import chatter.server.session.Administration;
import chatter.server.session.Caller;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.CallerOrigin;
import chatter.server.web.api.RequestBody;
import chatter.server.web.problem.JoinProblems;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteRequest;
import chatter.shared.api.InvitesResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/// `/api/invites`: makes one, lists those that can still be used, ends them all.
public final class InvitesServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient AdminCheck admins;
  private final transient Invites invites;
  private final transient InviteOffers offers;
  private final transient AuditLog audit;

  public InvitesServlet(AdminCheck admins, Invites invites, InviteOffers offers, AuditLog audit) {
    this.audit = audit;
    this.admins = admins;
    this.invites = invites;
    this.offers = offers;
    on("POST", this::make);
    on(
        "GET",
        request -> {
          var _ = admins.caller(request);
          return Answer.json(200, new InvitesResponse(invites.list()));
        });
    on(
        "DELETE",
        request -> {
          Caller caller = admins.caller(request);
          invites.endAll(Administration.administering(caller));
          audit.did(request, caller.account(), "ended all invites");
          return Answer.nothing();
        });
  }

  private Answer make(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    String name = admins.name(caller);
    InviteRequest body = RequestBody.json(request, InviteRequest.class);
    mustBeIn("uses", body.uses(), Invites.MOST_USES);
    mustBeIn("hours", body.hours(), Invites.LONGEST.toHours());
    InviteInfo made =
        invites.make(
            caller.account(),
            name,
            body.uses(),
            body.hours() == null ? Invites.STANDARD : Duration.ofHours(body.hours()),
            Administration.administering(caller));
    audit.did(request, caller.account(), "made invite " + made.id());
    return Answer.json(201, offers.invite(made, CallerOrigin.of(request)));
  }

  private static void mustBeIn(String field, Integer value, long most) {
    if (value != null && (value < 1 || value > most)) {
      throw JoinProblems.invalid("Choose a number from 1 to " + most + ".", field);
    }
  }
}
