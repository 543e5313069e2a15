package chatter.client.net;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a server is: scheme, host, port, and the path below which a proxy serves it. Two spellings
/// of one place are equal.
///
/// @param base e.g. `http://office.local:8080` or `https://example.org/chat`, without a slash at
///   the end
public record ServerAddress(URI base) {
  private static final int DEFAULT_PORT = 8080;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
  private static final Pattern PAGE = Pattern.compile("(?<=/)index\\.html?$");
  private static final Pattern SCHEME = Pattern.compile("(?i)^(https?)://.*");

  /// Reads what a person typed: `office.local`, `office.local:8080`, `https://chat.example.org`, a
  /// pasted page address. Without a scheme it is http, and then without a port 8080; with a path,
  /// as in `example.org/chat`, it is https.
  ///
  /// @return nothing if it names no host
  public static Optional<ServerAddress> parse(String typed) {
    String text = typed == null ? "" : typed.strip();
    boolean bare = !SCHEME.matcher(text).matches();
    if (text.isEmpty() || (bare && text.contains("://"))) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = URI.create(bare ? "http://" + text : text);
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
    if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getUserInfo() != null) {
      return Optional.empty();
    }
    String path = path(uri);
    // What has a path has a proxy in front, and that is found where websites are.
    boolean proxied = bare && uri.getPort() == -1 && !path.isEmpty();
    int port = uri.getPort() == -1 && bare && !proxied ? DEFAULT_PORT : uri.getPort();
    if (port == 0 || port > 65_535) {
      return Optional.empty();
    }
    return Optional.of(of(proxied ? "https" : uri.getScheme(), uri.getHost(), port, path));
  }

  /// The address of a server on this computer.
  public static ServerAddress local(int port) {
    return of("http", "127.0.0.1", port, "");
  }

  /// Of a page's address, what the page itself is called does not count.
  private static String path(URI uri) {
    String path = uri.normalize().getRawPath();
    if (path == null) {
      return "";
    }
    return PAGE.matcher(path).replaceFirst("").replaceFirst("/+$", "");
  }

  private static ServerAddress of(String scheme, String host, int port, String path) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    boolean usual = port == -1 || port == (lower.equals("https") ? HTTPS_PORT : HTTP_PORT);
    return new ServerAddress(
        URI.create(
            lower + "://" + host.toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port) + path));
  }

  /// How to show it, and to read it again: without `http://`, which goes without saying; `https://`
  /// stays, and so does what stands before no port.
  public String display() {
    return isSecure() || base.getPort() == -1
        ? base.toString()
        : base.getRawAuthority() + base.getRawPath();
  }

  /// Whether it is spoken to with TLS.
  public boolean isSecure() {
    return base.getScheme().equals("https");
  }

  /// The same place with TLS.
  public ServerAddress overTls() {
    return isSecure()
        ? this
        : of(
            "https",
            base.getHost(),
            base.getPort() == -1 ? HTTP_PORT : base.getPort(),
            base.getRawPath());
  }

  /// Whether it is on this computer, going by the address alone.
  public boolean isThisComputer() {
    return LOOPBACK.matcher(base.getHost()).matches();
  }

  /// Whether it is the same host, port and path, with TLS or without.
  public boolean isSamePlace(ServerAddress other) {
    return base.getRawAuthority().equals(other.base.getRawAuthority())
        && base.getRawPath().equals(other.base.getRawPath());
  }

  /// A path on the server, below its own.
  ///
  /// @param path begins with a slash, and may have a query
  URI resolve(String path) {
    return URI.create(base + path);
  }

  /// Where the websocket of a login opens. It holds the token: never log it.
  URI webSocket(SessionToken token) {
    String scheme = isSecure() ? "wss" : "ws";
    return URI.create(
        scheme + "://" + base.getRawAuthority() + base.getRawPath() + "/ws/" + token.value());
  }
}
