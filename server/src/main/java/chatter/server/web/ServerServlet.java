package chatter.server.web;

import chatter.server.invite.ServerSettings;
import chatter.shared.api.ChangeServerRequest;

/// `/api/server`: what anybody may know of this server, and what those may change who administer
/// it.
final class ServerServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  ServerServlet(Admins admins, ServerSettings settings, ServerInfos infos) {
    on("GET", request -> Answer.json(200, infos.now()));
    on(
        "PATCH",
        request -> {
          var _ = admins.admin(request);
          ChangeServerRequest body = RequestBody.json(request, ChangeServerRequest.class);
          settings.change(body.name(), body.registration());
          return Answer.json(200, infos.now());
        });
  }
}
