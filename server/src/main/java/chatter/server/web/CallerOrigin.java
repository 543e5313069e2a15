package chatter.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;

/// At which address the caller reached this server: of all addresses the one that is known to work,
/// also with a proxy in front.
final class CallerOrigin {
  private CallerOrigin() {}

  /// @return as `https://chat.example.org`; null if it is one of this computer only, or none that
  ///   can be read
  static String of(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    if (origin == null && host != null) {
      // A browser says itself how it came; of a program only its half of the way is known.
      boolean tls =
          request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
      origin = (tls ? "https://" : "http://") + host;
    }
    return origin != null && shared(origin) ? origin : null;
  }

  private static boolean shared(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host != null && !host.equals("localhost") && !isLoopback(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      // A name; which one must not be asked of a name server here.
      return false;
    }
  }
}
