package chatter.server.web;

import chatter.server.account.Accounts;
import chatter.server.account.Avatars;
import chatter.server.conversation.Conversations;
import chatter.server.invite.InviteOffers;
import chatter.server.invite.Invites;
import chatter.server.invite.Joining;
import chatter.server.invite.ServerSettings;
import chatter.server.limit.HeapShare;
import chatter.server.session.Administration;
import chatter.server.session.PasswordResets;
import chatter.server.session.Sessions;
import chatter.server.web.account.AccountServlet;
import chatter.server.web.account.AvatarServlet;
import chatter.server.web.account.PasswordResetsServlet;
import chatter.server.web.account.PasswordServlet;
import chatter.server.web.account.PictureServlet;
import chatter.server.web.account.RegisterServlet;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.InFlightRequests;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.conversation.HistoryServlet;
import chatter.server.web.invite.InviteServlet;
import chatter.server.web.invite.InvitesServlet;
import chatter.server.web.people.AccountByIdServlet;
import chatter.server.web.people.AccountsServlet;
import chatter.server.web.people.OwnerServlet;
import chatter.server.web.people.PeopleServlet;
import chatter.server.web.server.HealthServlet;
import chatter.server.web.server.ServerInfos;
import chatter.server.web.server.ServerServlet;
import chatter.server.web.session.LoginServlet;
import chatter.server.web.session.LogoutServlet;
import chatter.server.web.session.SessionByIdServlet;
import chatter.server.web.session.SessionServlet;
import chatter.server.web.session.SessionsServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/// The HTTP API: which address is answered by what.
public final class Api {
  private static final String AVATAR = "/api/account/avatar";

  private final Map<String, HttpServlet> servlets;
  private final Sessions sessions;

  /// @param people accounts, and what becomes of them
  /// @param door how people come in
  /// @param requestsAtOnce of one account
  /// @param ailing what does not work; empty if everything does
  /// @param version of the program, for `GET /api/health`
  public Api(
      People people,
      Door door,
      Conversations conversations,
      Throttle throttle,
      int requestsAtOnce,
      Supplier<Optional<String>> ailing,
      String version) {
    Accounts accounts = people.accounts();
    this.sessions = people.sessions();
    TokenCheck tokens =
        new TokenCheck(sessions, throttle, new InFlightRequests(requestsAtOnce, HeapShare.bytes()));
    AdminCheck admins = new AdminCheck(tokens, accounts);
    AuditLog audit = new AuditLog();
    this.servlets =
        Map.ofEntries(
            Map.entry("/api/health", new HealthServlet(version, ailing)),
            Map.entry(
                "/api/server", new ServerServlet(admins, door.settings(), door.infos(), audit)),
            Map.entry("/api/register", new RegisterServlet(door.joining(), throttle, audit)),
            Map.entry(
                "/api/invites", new InvitesServlet(admins, door.invites(), door.offers(), audit)),
            Map.entry(
                "/api/invites/*",
                new InviteServlet(admins, door.invites(), door.infos(), throttle, audit)),
            Map.entry("/api/login", new LoginServlet(accounts, sessions, throttle, audit)),
            Map.entry("/api/logout", new LogoutServlet(tokens, sessions, audit)),
            Map.entry("/api/session", new SessionServlet(tokens, accounts)),
            Map.entry("/api/sessions", new SessionsServlet(tokens, sessions)),
            Map.entry("/api/sessions/*", new SessionByIdServlet(tokens, sessions, audit)),
            Map.entry("/api/account", new AccountServlet(tokens, accounts, sessions, throttle)),
            Map.entry(
                "/api/account/password", new PasswordServlet(tokens, sessions, throttle, audit)),
            Map.entry(AVATAR, new AvatarServlet(tokens, sessions, people.avatars(), throttle)),
            Map.entry("/api/avatars/*", new PictureServlet(people.avatars())),
            Map.entry("/api/accounts", new AccountsServlet(admins, people.administration())),
            Map.entry(
                "/api/accounts/*",
                new AccountByIdServlet(admins, people.administration(), door.offers(), audit)),
            Map.entry("/api/people", new PeopleServlet(tokens, accounts)),
            Map.entry("/api/owner", new OwnerServlet(admins, people.administration(), audit)),
            Map.entry(
                "/api/password-resets",
                new PasswordResetsServlet(people.resets(), throttle, audit)),
            Map.entry("/api/conversations/*", new HistoryServlet(tokens, conversations)),
            Map.entry("/api/*", new NowhereServlet()));
  }

  /// Who is about to send a picture: the account, if the request is an upload of somebody who has
  /// signed in.
  OptionalLong uploader(Request request) {
    if (!HttpMethod.PUT.is(request.getMethod())
        || !AVATAR.equals(request.getHttpURI().getCanonicalPath())) {
      return OptionalLong.empty();
    }
    return TokenCheck.token(request.getHeaders().get(HttpHeader.AUTHORIZATION))
        .flatMap(sessions::resume)
        .map(session -> OptionalLong.of(session.account()))
        .orElseGet(OptionalLong::empty);
  }

  /// Servlets by the path pattern they answer.
  Map<String, HttpServlet> servlets() {
    return servlets;
  }

  /// Accounts, and what becomes of them.
  public record People(
      Accounts accounts,
      Avatars avatars,
      Sessions sessions,
      Administration administration,
      PasswordResets resets) {}

  /// How people come in.
  public record Door(
      ServerSettings settings,
      Invites invites,
      Joining joining,
      InviteOffers offers,
      ServerInfos infos) {}
}
