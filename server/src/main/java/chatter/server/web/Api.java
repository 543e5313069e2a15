package chatter.server.web;

import chatter.server.account.Accounts;
import chatter.server.account.Avatars;
import chatter.server.conversation.Conversations;
import chatter.server.session.Sessions;
import jakarta.servlet.http.HttpServlet;
import java.util.Map;

/// The HTTP API: which address is answered by what.
public final class Api {
  private final Map<String, HttpServlet> servlets;

  /// @param version of the program, for `GET /api/health`
  public Api(
      Accounts accounts,
      Avatars avatars,
      Sessions sessions,
      Conversations conversations,
      Throttle throttle,
      String version) {
    TokenCheck tokens = new TokenCheck(sessions, throttle);
    this.servlets =
        Map.ofEntries(
            Map.entry("/api/health", new HealthServlet(version)),
            Map.entry("/api/register", new RegisterServlet(accounts, throttle)),
            Map.entry("/api/login", new LoginServlet(accounts, sessions, throttle)),
            Map.entry("/api/logout", new LogoutServlet(tokens, sessions)),
            Map.entry("/api/session", new SessionServlet(tokens, accounts)),
            Map.entry("/api/sessions", new SessionsServlet(tokens, sessions)),
            Map.entry("/api/sessions/*", new SessionByIdServlet(tokens, sessions)),
            Map.entry("/api/account", new AccountServlet(tokens, accounts)),
            Map.entry(
                "/api/account/password", new PasswordServlet(tokens, accounts, sessions, throttle)),
            Map.entry("/api/account/avatar", new AvatarServlet(tokens, avatars, throttle)),
            Map.entry("/api/avatars/*", new PictureServlet(avatars)),
            Map.entry("/api/conversations/*", new HistoryServlet(tokens, conversations)),
            Map.entry("/api/*", new NowhereServlet()));
  }

  /// Servlets by the path pattern they answer.
  Map<String, HttpServlet> servlets() {
    return servlets;
  }
}
