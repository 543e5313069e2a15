package chatter.server.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// Whether a browser's call comes from this server's own page. Programs send no `Origin` and are
/// let in: nothing here hangs on cookies, which are all that such a call could borrow from a
/// browser.
public final class Origins {
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

  private Origins() {}

  /// How a call came, as far as its headers tell.
  ///
  /// @param origin the `Origin` header, or null
  /// @param host the `Host` header, or null
  /// @param fetchSite the `Sec-Fetch-Site` header, or null; browsers send it where they have a
  ///   secure context, and no page can write it
  /// @param proxied whether a trusted proxy passed it on
  public record Call(String origin, String host, String fetchSite, boolean proxied) {
    public static Call of(HttpServletRequest request) {
      return new Call(
          request.getHeader("Origin"),
          request.getHeader("Host"),
          request.getHeader(FETCH_SITE),
          ProxyHeaders.passedOn(request));
    }

    public static Call of(Request request) {
      HttpFields headers = request.getHeaders();
      return new Call(
          headers.get(HttpHeader.ORIGIN),
          headers.get(HttpHeader.HOST),
          headers.get(FETCH_SITE),
          ProxyHeaders.passedOn(request));
    }
  }

  /// Whether that is this server's own page, or no page at all.
  ///
  /// Of a browser that says itself whether a page called its own server this is believed: a proxy
  /// may have changed `Host`. Otherwise the origin is compared with the name by which the browser
  /// called, not with the scheme, which a proxy in front may have changed from https to http, and
  /// behind a trusted proxy not with the port either, if it was left out on the way.
  public static boolean allowed(Call call) {
    if ("same-origin".equals(call.fetchSite())) {
      return true;
    }
    if (call.origin() == null && FOREIGN.contains(String.valueOf(call.fetchSite()))) {
      return false;
    }
    if (allowed(call.origin(), call.host())) {
      return true;
    }
    return call.proxied()
        && call.host() != null
        && !hasPort(call.host())
        && allowed(originWithoutPort(call.origin()), call.host());
  }

  private static boolean hasPort(String authority) {
    // An IPv6 address has colons too, inside its brackets.
    return authority.lastIndexOf(':') > authority.lastIndexOf(']');
  }

  /// The host that a `Host` header names.
  static String withoutPort(String authority) {
    return hasPort(authority) ? authority.substring(0, authority.lastIndexOf(':')) : authority;
  }

  private static String originWithoutPort(String origin) {
    int scheme = origin.indexOf("://");
    return scheme < 0
        ? origin
        : origin.substring(0, scheme + 3) + withoutPort(origin.substring(scheme + 3));
  }

  /// Whether an origin names the same host and port.
  ///
  /// @param origin the `Origin` header, or null
  /// @param host the `Host` header, or null
  static boolean allowed(String origin, String host) {
    if (origin == null) {
      return true;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    for (Scheme scheme : Scheme.values()) {
      if (host != null && lower.startsWith(scheme.prefix)) {
        String from = scheme.withPort(lower.substring(scheme.prefix.length()));
        return from.equals(scheme.withPort(host.toLowerCase(Locale.ROOT)));
      }
    }
    return false;
  }

  private enum Scheme {
    HTTP("http://", ":80"),
    HTTPS("https://", ":443");

    private final String prefix;
    private final String defaultPort;

    Scheme(String prefix, String defaultPort) {
      this.prefix = prefix;
      this.defaultPort = defaultPort;
    }

    private String withPort(String authority) {
      return hasPort(authority) ? authority : authority + defaultPort;
    }
  }
}
