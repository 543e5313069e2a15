package chatter.client.net;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a server is: scheme, host and port, nothing else. Two spellings of one place are equal.
///
/// @param base e.g. `http://office.local:8080`, without a path
public record ServerAddress(URI base) {
  private static final int DEFAULT_PORT = 8080;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
  private static final Pattern SCHEME = Pattern.compile("(?i)^(https?)://.*");

  /// Reads what a person typed: `office.local`, `office.local:8080`, `https://chat.example.org`, a
  /// pasted page address. Without a scheme it is http, and then without a port 8080.
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
    int port = uri.getPort() == -1 && bare ? DEFAULT_PORT : uri.getPort();
    if (port == 0 || port > 65_535) {
      return Optional.empty();
    }
    return Optional.of(of(uri.getScheme(), uri.getHost(), port));
  }

  /// The address of a server on this computer.
  public static ServerAddress local(int port) {
    return of("http", "127.0.0.1", port);
  }

  private static ServerAddress of(String scheme, String host, int port) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    boolean usual = port == -1 || port == (lower.equals("https") ? HTTPS_PORT : HTTP_PORT);
    return new ServerAddress(
        URI.create(lower + "://" + host.toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port)));
  }

  /// How to show it, and to read it again: without `http://`, which goes without saying; `https://`
  /// stays, and so does what stands before no port.
  public String display() {
    return isSecure() || base.getPort() == -1 ? base.toString() : base.getRawAuthority();
  }

  /// Whether it is spoken to with TLS.
  public boolean isSecure() {
    return base.getScheme().equals("https");
  }

  /// The same place with TLS.
  public ServerAddress overTls() {
    return isSecure()
        ? this
        : of("https", base.getHost(), base.getPort() == -1 ? HTTP_PORT : base.getPort());
  }

  /// Whether it is on this computer, going by the address alone.
  public boolean isThisComputer() {
    return LOOPBACK.matcher(base.getHost()).matches();
  }

  /// Whether it is the same host and port, with TLS or without.
  public boolean isSamePlace(ServerAddress other) {
    return base.getRawAuthority().equals(other.base.getRawAuthority());
  }

  /// A path on the server.
  URI resolve(String path) {
    return base.resolve(path);
  }

  /// Where the websocket of a login opens. It holds the token: never log it.
  URI webSocket(SessionToken token) {
    String scheme = isSecure() ? "wss" : "ws";
    return URI.create(scheme + "://" + base.getRawAuthority() + "/ws/" + token.value());
  }
}
