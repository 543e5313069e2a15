package chatter.server.web.people;

import chatter.server.session.Administration;
import chatter.server.session.Caller;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.RequestBody;
import chatter.shared.api.OwnerRequest;

/// `POST /api/owner`: the owner hands the server over to somebody else.
public final class OwnerServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public OwnerServlet(AdminCheck admins, Administration administration, AuditLog audit) {
    on(
        "POST",
        request -> {
          Caller caller = admins.caller(request);
          long account = RequestBody.json(request, OwnerRequest.class).account();
          administration.handOver(caller, account);
          audit.did(request, caller.account(), "handed the server over to account " + account);
          return Answer.nothing();
        });
  }
}
