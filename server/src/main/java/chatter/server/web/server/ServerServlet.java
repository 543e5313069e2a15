package chatter.server.web.server;

import chatter.server.invite.ServerSettings;
import chatter.server.session.Administration;
import chatter.server.session.Caller;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.RequestBody;
import chatter.shared.api.ChangeServerRequest;

/// `/api/server`: what anybody may know of this server, and what those may change who administer
/// it.
public final class ServerServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public ServerServlet(
      AdminCheck admins, ServerSettings settings, ServerInfos infos, AuditLog audit) {
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
