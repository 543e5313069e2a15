package chatter.server.web.api;

import chatter.server.session.Session;
import chatter.server.session.SessionToken;
import chatter.server.session.Sessions;
import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Finds out whose call it is, by `Authorization: Bearer`, and ends it with 401 if it is nobody's.
public final class TokenCheck {
  private static final String SCHEME = "Bearer ";

  private final Sessions sessions;
  private final Throttle throttle;
  private final InFlightRequests underway;

  public TokenCheck(Sessions sessions, Throttle throttle, InFlightRequests underway) {
    this.sessions = sessions;
    this.throttle = throttle;
    this.underway = underway;
  }

  /// The login behind the request, which counts as under way from now on.
  public Session session(HttpServletRequest request) {
    Session session =
        token(request.getHeader("Authorization"))
            .flatMap(sessions::resume)
            .orElseThrow(Problems::unauthorized);
    throttle.request(session.account());
    underway.begin(request, session.account());
    return session;
  }

  /// The token in an `Authorization` header; empty if there is none.
  ///
  /// @param header null if there is no such header
  public static Optional<SessionToken> token(String header) {
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.empty()
        : SessionToken.parse(header.substring(SCHEME.length()).strip());
  }
}
