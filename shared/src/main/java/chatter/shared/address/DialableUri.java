package chatter.shared.address;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/// Goes where a URI leads, also if its host has an underscore, as computers in a home network often
/// have and every browser takes: `java.net.URI` then knows no host at all, and Java's HTTP client
/// and the websocket library refuse it. They are led to its address in numbers instead; a server
/// knows those as its own.
public final class DialableUri {
  private DialableUri() {}

  /// The host, in brackets if it is an IPv6 address.
  ///
  /// @param uri with an authority that `BaseUrl` or `HostName` made
  public static String host(URI uri) {
    if (uri.getHost() != null) {
      return uri.getHost();
    }
    String authority = uri.getRawAuthority();
    int colon = colon(authority);
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  /// The port, or that of the scheme.
  public static int port(URI uri) {
    if (uri.getHost() != null && uri.getPort() != -1) {
      return uri.getPort();
    }
    int colon = colon(uri.getRawAuthority());
    if (colon >= 0) {
      return Integer.parseInt(uri.getRawAuthority().substring(colon + 1));
    }
    return uri.getScheme().toLowerCase(Locale.ROOT).matches("https|wss") ? 443 : 80;
  }

  /// Whether Java's clients take it as it is, so that nobody needs to be asked for its address.
  public static boolean isPlain(URI uri) {
    return uri.getHost() != null;
  }

  /// The same place for Java's clients. May ask a name server, and wait for it.
  ///
  /// @throws UnknownHostException if the name leads nowhere
  public static URI reachable(URI uri) throws UnknownHostException {
    if (isPlain(uri)) {
      return uri;
    }
    String address = HostName.of(InetAddress.getByName(host(uri)));
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + address + ":" + port(uri) + path + query);
  }

  private static int colon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }
}
