package chatter.server.web.server;

import chatter.server.invite.ServerSettings;
import chatter.server.people.Administration;
import chatter.server.session.Caller;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.Answer;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.problem.Problems;
import chatter.shared.api.ChangeServerRequest;
import chatter.shared.api.HealthResponse;
import chatter.shared.api.ReadyResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// The server itself: what anybody may know of it, what those may change who administer it, and
/// whether it works and takes new people.
public final class ServerResource implements Routes.Resource {
  private static final String SERVER = "/api/server";

  private final AdminCheck admins;
  private final ServerSettings settings;
  private final ServerInfos infos;
  private final Condition condition;
  private final String version;
  private final AuditLog audit;

  /// @param condition how it is
  /// @param version the program's
  public ServerResource(
      AdminCheck admins,
      ServerSettings settings,
      ServerInfos infos,
      Condition condition,
      String version,
      AuditLog audit) {
    this.admins = admins;
    this.settings = settings;
    this.infos = infos;
    this.condition = condition;
    this.version = version;
    this.audit = audit;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("GET", SERVER, request -> Answer.json(200, infos.now()));
    routes.on("PATCH", SERVER, this::change);
    routes.on("GET", "/api/health", this::health);
    routes.on("GET", "/api/ready", this::ready);
  }

  private Answer change(HttpServletRequest request) {
    Caller caller = admins.caller(request);
    ChangeServerRequest body = RequestBody.json(request, ChangeServerRequest.class);
    settings.change(
        body.name(), body.registration(), body.roomsBy(), Administration.administering(caller));
    audit.did(
        request,
        caller.account(),
        "changed the server's settings; who may join: "
            + settings.registration()
            + ", who makes rooms: "
            + settings.roomsBy());
    return Answer.json(200, infos.now());
  }

  /// 503 with what does not work.
  private Answer health(HttpServletRequest request) {
    Optional<String> what = condition.ailing();
    if (what.isPresent()) {
      throw Problems.failing(what.get());
    }
    return Answer.json(200, new HealthResponse("ok", version));
  }

  /// 503 with why nobody new should be sent here.
  private Answer ready(HttpServletRequest request) {
    Optional<Condition.NotReady> why = condition.notReady();
    if (why.isPresent()) {
      throw switch (why.get()) {
        case DRAINING -> Problems.draining();
        case DATABASE -> Problems.databaseAway();
        case FAILING -> Problems.failing("nobody is served");
      };
    }
    return Answer.json(200, new ReadyResponse("ready", version));
  }
}
