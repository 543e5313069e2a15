package chatter.server.web;

import chatter.server.invite.ServerSettings;
import chatter.server.session.Administration;
import chatter.server.session.Caller;
import chatter.shared.api.ChangeServerRequest;

/// `/api/server`: what anybody may know of this server, and what those may change who administer
/// it.
final class ServerServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  ServerServlet(Admins admins, ServerSettings settings, ServerInfos infos, AuditLog audit) {
    on("GET", request -> Answer.json(200, infos.now()));
    on(
        "PATCH",
        request -> {
          Caller caller = admins.caller(request);
          ChangeServerRequest body = RequestBody.json(request, ChangeServerRequest.class);
          settings.change(body.name(), body.registration(), Administration.administering(caller));
          audit.did(
              request,
              caller.account(),
              "changed the server's settings; who may join: " + settings.registration());
          return Answer.json(200, infos.now());
        });
  }
}
