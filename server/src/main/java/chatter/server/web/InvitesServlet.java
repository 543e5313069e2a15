package chatter.server.web;

import chatter.server.account.Account;
import chatter.server.invite.Invites;
import chatter.server.invite.Offers;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteRequest;
import chatter.shared.api.InvitesResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/// `/api/invites`: makes one, lists those that can still be used, ends them all.
final class InvitesServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient Admins admins;
  private final transient Invites invites;
  private final transient Offers offers;

  InvitesServlet(Admins admins, Invites invites, Offers offers) {
    this.admins = admins;
    this.invites = invites;
    this.offers = offers;
    on("POST", this::make);
    on(
        "GET",
        request -> {
          var _ = admins.admin(request);
          return Answer.json(200, new InvitesResponse(invites.list()));
        });
    on(
        "DELETE",
        request -> {
          var _ = admins.admin(request);
          invites.endAll();
          return Answer.nothing();
        });
  }

  private Answer make(HttpServletRequest request) {
    Account caller = admins.admin(request);
    InviteRequest body = RequestBody.json(request, InviteRequest.class);
    mustBeIn("uses", body.uses(), Invites.MOST_USES);
    mustBeIn("hours", body.hours(), Invites.LONGEST.toHours());
    InviteInfo made =
        invites.make(
            caller.id(),
            caller.name(),
            body.uses(),
            body.hours() == null ? Invites.STANDARD : Duration.ofHours(body.hours()));
    return Answer.json(201, offers.invite(made, CallerOrigin.of(request)));
  }

  private static void mustBeIn(String field, Integer value, long most) {
    if (value != null && (value < 1 || value > most)) {
      throw JoinProblems.invalid("Choose a number from 1 to " + most + ".", field);
    }
  }
}
