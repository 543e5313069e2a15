package chatter.server.web.invite;

import chatter.server.invite.InviteOffers;
import chatter.server.invite.Invites;
import chatter.server.people.Administration;
import chatter.server.session.Caller;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.CallerOrigin;
import chatter.server.web.api.CodeLookup;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.Throttle;
import chatter.server.web.problem.Problems;
import chatter.server.web.server.ServerInfos;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteRequest;
import chatter.shared.api.InviteView;
import chatter.shared.api.InvitesResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/// Invites: making and ending them, for those who administer the server; looking at one, for
/// whoever has its code.
public final class InviteResource implements Routes.Resource {
  private static final String ALL = "/api/invites";
  private static final String ONE = "/api/invites/*";

  private final AdminCheck admins;
  private final Invites invites;
  private final InviteOffers offers;
  private final ServerInfos infos;
  private final CodeLookup codes;
  private final AuditLog audit;

  public InviteResource(
      AdminCheck admins,
      Invites invites,
      InviteOffers offers,
      ServerInfos infos,
      Throttle throttle,
      AuditLog audit) {
    this.admins = admins;
    this.invites = invites;
    this.offers = offers;
    this.infos = infos;
    this.codes = new CodeLookup(throttle, audit);
    this.audit = audit;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("POST", ALL, this::make);
    routes.on("GET", ALL, this::list);
    routes.on("DELETE", ALL, this::endAll);
    routes.on("GET", ONE, this::look);
    routes.on("DELETE", ONE, this::end);
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
      throw Problems.invalid("Choose a number from 1 to " + most + ".", field);
    }
  }

  /// Those that can still be used.
  private Answer list(HttpServletRequest request) {
    var _ = admins.caller(request);
    return Answer.json(200, new InvitesResponse(invites.list()));
  }

  private Answer endAll(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    invites.endAll(Administration.administering(caller));
    audit.did(request, caller.account(), "ended all invites");
    return Answer.nothing();
  }

  /// `GET /api/invites/{code}`: what whoever has the code may know before joining.
  private Answer look(HttpServletRequest request) {
    InviteInfo invite = codes.by(request, () -> invites.look(Parameters.below(request)));
    return Answer.json(200, new InviteView(infos.now(), invite.createdBy(), invite.expiresAt()));
  }

  /// `DELETE /api/invites/{id}`.
  private Answer end(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    long id = Parameters.pathId(request.getPathInfo(), "/", "");
    if (!invites.end(id, Administration.administering(caller))) {
      throw Problems.notFound();
    }
    audit.did(request, caller.account(), "ended invite " + id);
    return Answer.nothing();
  }
}
