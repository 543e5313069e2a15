package chatter.server.web.people;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.invite.InviteOffers;
import chatter.server.people.Administration;
import chatter.server.people.PasswordChanges;
import chatter.server.session.Caller;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.CallerOrigin;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.PresenceLookup;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.SearchPage;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.api.AccountsResponse;
import chatter.shared.api.ChangeAccountRequest;
import chatter.shared.api.ManagedAccount;
import chatter.shared.api.OwnerRequest;
import chatter.shared.api.PeopleResponse;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/// Who is in this chat, for everybody who is; and what those who administer it do to others'
/// accounts.
public final class PeopleResource implements Routes.Resource {
  private static final String ONE = "/api/accounts/*";

  private final TokenCheck tokens;
  private final AdminCheck admins;
  private final Accounts accounts;
  private final Administration administration;
  private final InviteOffers offers;
  private final PresenceLookup presence;
  private final Throttle throttle;
  private final AuditLog audit;

  public PeopleResource(
      TokenCheck tokens,
      AdminCheck admins,
      Accounts accounts,
      Administration administration,
      InviteOffers offers,
      PresenceLookup presence,
      Throttle throttle,
      AuditLog audit) {
    this.tokens = tokens;
    this.admins = admins;
    this.accounts = accounts;
    this.administration = administration;
    this.offers = offers;
    this.presence = presence;
    this.throttle = throttle;
    this.audit = audit;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("GET", "/api/people", this::find);
    routes.on("GET", "/api/accounts", this::list);
    routes.on("PATCH", ONE, this::change);
    routes.on("DELETE", ONE, this::endSessions);
    routes.on("POST", ONE, this::offerReset);
    routes.on("POST", "/api/owner", this::handOver);
  }

  /// A page of those who are called so.
  private Answer find(HttpServletRequest request) {
    throttle.search(tokens.session(request).account());
    SearchPage asked = SearchPage.of(request);
    SearchPage.Found<Account, Long> found =
        SearchPage.page(
            accounts.people(asked.query(), asked.after(), asked.wanted()),
            SearchPage.SIZE,
            Account::id);
    List<Long> ids = found.page().stream().map(Account::id).toList();
    Map<Long, PresenceInfo> here = presence.of(ids);
    return Answer.json(
        200,
        new PeopleResponse(
            found.page().stream().map(Account::publicView).toList(),
            ids.stream()
                .filter(
                    id -> here.containsKey(id) && here.get(id).state() == PresenceInfo.State.ONLINE)
                .toList(),
            found.next()));
  }

  /// Every account, or a page of those sought, with what only those see who administer the server.
  private Answer list(HttpServletRequest request) {
    var _ = admins.caller(request);
    if (!SearchPage.asked(request)) {
      return Answer.json(200, new AccountsResponse(administration.list(), null));
    }
    SearchPage asked = SearchPage.of(request);
    SearchPage.Found<ManagedAccount, Long> found =
        SearchPage.page(
            administration.list().stream()
                .filter(a -> a.id() > asked.after())
                .filter(a -> asked.query().in(a.name()) || asked.query().in(a.email()))
                .limit(asked.wanted())
                .toList(),
            SearchPage.SIZE,
            ManagedAccount::id);
    return Answer.json(200, new AccountsResponse(found.page(), found.next()));
  }

  /// `PATCH /api/accounts/{id}`: another role, or whether it may sign in.
  private Answer change(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    long target = Parameters.pathId(request.getPathInfo(), "/", "");
    ChangeAccountRequest body = RequestBody.json(request, ChangeAccountRequest.class);
    if (body.role() == Role.OWNER) {
      throw Problems.invalid("A role is admin or member.", "role");
    }
    if (body.role() != null && body.disabled() != null) {
      // Each is a change of its own; of two only one might be allowed.
      throw Problems.invalid("Change one thing at a time.", "role");
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

  /// `DELETE /api/accounts/{id}/sessions`.
  private Answer endSessions(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    long target = Parameters.pathId(request.getPathInfo(), "/", "/sessions");
    administration.endSessions(caller, target);
    audit.did(request, caller.account(), "ended all sessions of account " + target);
    return Answer.nothing();
  }

  /// `POST /api/accounts/{id}/password-reset`: a code with which its owner chooses another.
  private Answer offerReset(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    long target = Parameters.pathId(request.getPathInfo(), "/", "/password-reset");
    PasswordChanges.Reset reset = administration.offerReset(caller, target);
    audit.did(request, caller.account(), "made a code for another password of account " + target);
    return Answer.json(
        201, offers.reset(reset.code(), reset.expiresAt(), CallerOrigin.of(request)));
  }

  /// The owner hands the server over to somebody else.
  private Answer handOver(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    long account = RequestBody.json(request, OwnerRequest.class).account();
    administration.handOver(caller, account);
    audit.did(request, caller.account(), "handed the server over to account " + account);
    return Answer.nothing();
  }
}
