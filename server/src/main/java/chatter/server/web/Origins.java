package chatter.server.web;

import java.util.Locale;

/// Whether a browser's call comes from this server's own page. Programs send no `Origin` and are
/// let in: nothing here hangs on cookies, which are all that such a call could borrow from a
/// browser.
public final class Origins {
  private Origins() {}

  /// Compares with the name by which the browser called this server, not with the scheme, which a
  /// proxy in front may have changed from https to http.
  ///
  /// @param origin the `Origin` header, or null
  /// @param host the `Host` header, or null
  public static boolean allowed(String origin, String host) {
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
      // An IPv6 address has colons too, inside its brackets.
      return authority.lastIndexOf(':') > authority.lastIndexOf(']')
          ? authority
          : authority + defaultPort;
    }
  }
}
