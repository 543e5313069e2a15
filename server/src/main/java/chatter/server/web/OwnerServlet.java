package chatter.server.web;

import chatter.server.session.Administration;
import chatter.shared.api.OwnerRequest;

/// `POST /api/owner`: the owner hands the server over to somebody else.
final class OwnerServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  OwnerServlet(Admins admins, Administration administration) {
    on(
        "POST",
        request -> {
          long caller = admins.admin(request).id();
          administration.handOver(caller, RequestBody.json(request, OwnerRequest.class).account());
          return Answer.nothing();
        });
  }
}
