package chatter.server.web;

import chatter.server.session.Session;
import chatter.server.session.SessionToken;
import chatter.server.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;

/// Finds out whose call it is, by `Authorization: Bearer`, and ends it with 401 if it is nobody's.
final class TokenCheck {
  private static final String SCHEME = "Bearer ";

  private final Sessions sessions;
  private final Throttle throttle;
  private final Underway underway;

  TokenCheck(Sessions sessions, Throttle throttle, Underway underway) {
    this.sessions = sessions;
    this.throttle = throttle;
    this.underway = underway;
  }

  /// The login behind the request, which counts as under way from now on.
  Session session(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Problems.unauthorized();
    }
    Session session =
        SessionToken.parse(header.substring(SCHEME.length()).strip())
            .flatMap(sessions::resume)
            .orElseThrow(Problems::unauthorized);
    throttle.request(session.account());
    underway.begin(request, session.account());
    return session;
  }
}
