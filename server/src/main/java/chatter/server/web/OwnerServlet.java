package chatter.server.web;

import chatter.server.session.Administration;
import chatter.server.session.Caller;
import chatter.shared.api.OwnerRequest;

/// `POST /api/owner`: the owner hands the server over to somebody else.
final class OwnerServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  OwnerServlet(Admins admins, Administration administration, AuditLog audit) {
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
