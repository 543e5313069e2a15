package chatter.server.web.invite;

import chatter.server.invite.InviteRefusedException;
import chatter.server.invite.Invites;
import chatter.server.session.Administration;
import chatter.server.session.Caller;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.Throttle;
import chatter.server.web.guard.ClientAddress;
import chatter.server.web.problem.Problems;
import chatter.server.web.server.ServerInfos;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteView;
import jakarta.servlet.http.HttpServletRequest;

/// `GET /api/invites/{code}`: what whoever has the code may know before joining. `DELETE
/// /api/invites/{id}`: ends one.
public final class InviteServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  private final transient Invites invites;
  private final transient ServerInfos infos;
  private final transient Throttle throttle;
  private final transient AuditLog audit;

  public InviteServlet(
      AdminCheck admins, Invites invites, ServerInfos infos, Throttle throttle, AuditLog audit) {
    this.audit = audit;
    this.invites = invites;
    this.infos = infos;
    this.throttle = throttle;
    on("GET", this::look);
    on(
        "DELETE",
        request -> {
          Caller caller = admins.caller(request);
          long id = Parameters.pathId(request.getPathInfo(), "/", "");
          if (!invites.end(id, Administration.administering(caller))) {
            throw Problems.notFound();
          }
          audit.did(request, caller.account(), "ended invite " + id);
          return Answer.nothing();
        });
  }

  private Answer look(HttpServletRequest request) {
    String path = request.getPathInfo();
    String address = ClientAddress.of(request);
    throttle.code(address);
    try {
      InviteInfo invite = invites.look(path == null ? "" : path.substring(1));
      throttle.codeWasThere(address);
      return Answer.json(200, new InviteView(infos.now(), invite.createdBy(), invite.expiresAt()));
    } catch (InviteRefusedException e) {
      audit.failed(request, "an invite was refused: " + e.reason());
      if (e.reason() == InviteRefusedException.Reason.UNKNOWN) {
        throttle.codeWasWrong(address);
      } else {
        throttle.codeWasThere(address);
      }
      throw e;
    }
  }
}
