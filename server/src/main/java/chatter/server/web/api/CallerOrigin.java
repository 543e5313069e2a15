package chatter.server.web.api;

import chatter.server.web.guard.HostGuard;
import chatter.server.web.guard.HostNames;
import chatter.shared.address.BaseUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// At which address the caller reached this server: of all addresses the one that is known to work,
/// also with a proxy in front. Only the server's own names count, whatever the caller says.
public final class CallerOrigin {
  private CallerOrigin() {}

  /// @return as `https://chat.example.org`, with the path below which the server is known there;
  ///   null if it is one of this computer only, or none of the server's
  public static String of(HttpServletRequest request) {
    HostNames names = HostGuard.names(request);
    return asked(request)
        .filter(asked -> !HostNames.isLoopback(asked.host()) && names.answers(asked.host(), null))
        .map(asked ->
            names.publicUrls().stream()
                .filter(url -> url.origin().equals(asked.origin()))
                .findFirst()
                .orElse(asked)
                .toString())
        .orElse(null);
  }

  private static Optional<BaseUrl> asked(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    if (origin == null && host != null) {
      // A browser says itself how it came; of a program only its half of the way is known, and what
      // a trusted proxy says of the other.
      origin = (request.isSecure() ? "https://" : "http://") + host;
    }
    return BaseUrl.parse(origin);
  }
}
