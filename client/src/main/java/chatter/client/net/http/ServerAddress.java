package chatter.client.net.http;

import chatter.shared.address.DialableUri;
import chatter.shared.address.HostName;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
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
  private static final Pattern PARTS =
      Pattern.compile(
          "(?i)(https?)://(\\[[^\\]]*\\]|[^/?#@:\\\\\\[\\]]+)(?::(\\d{0,5}))?((?:[/?#].*)?)");
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
    Matcher parts = PARTS.matcher(bare ? "http://" + bracketed(text) : text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String digits = parts.group(3);
    int typedPort = digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
    return HostName.canonical(parts.group(2))
        .flatMap(host ->
            path(parts.group(4))
                .flatMap(path -> {
                  // What has a path has a proxy in front, and that is found where websites are.
                  boolean proxied = bare && typedPort == -1 && !path.isEmpty();
                  int port = typedPort == -1 && bare && !proxied ? DEFAULT_PORT : typedPort;
                  return port == 0 || port > 65_535
                      ? Optional.empty()
                      : Optional.of(of(proxied ? "https" : parts.group(1), host, port, path));
                }));
  }

  /// An IPv6 address may be typed without its brackets.
  private static String bracketed(String text) {
    return HostName.canonical(text).filter(host -> host.startsWith("[")).orElse(text);
  }

  /// The address of a server on this computer.
  public static ServerAddress local(int port) {
    return of("http", "127.0.0.1", port, "");
  }

  /// Of a page's address, what the page itself is called does not count.
  ///
  /// @return empty if it is no path
  private static Optional<String> path(String text) {
    try {
      String path = URI.create("http://host" + text).normalize().getRawPath();
      return Optional.of(PAGE.matcher(path).replaceFirst("").replaceFirst("/+$", ""));
    } catch (IllegalArgumentException noPath) {
      return Optional.empty();
    }
  }

  private static ServerAddress of(String scheme, String host, int port, String path) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    boolean usual = port == -1 || port == (lower.equals("https") ? HTTPS_PORT : HTTP_PORT);
    return new ServerAddress(URI.create(lower + "://" + host + (usual ? "" : ":" + port) + path));
  }

  /// How to show it, and to read it again: without `http://`, which goes without saying; `https://`
  /// stays, and so does what stands before no port.
  public String display() {
    String port = hasPort() ? ":" + port() : "";
    String place = HostName.shown(host()) + port + base.getRawPath();
    return isSecure() || port.isEmpty() ? base.getScheme() + "://" + place : place;
  }

  /// The host, as `HostName` has it.
  public String host() {
    return DialableUri.host(base);
  }

  /// The port, also if it is the scheme's own.
  public int port() {
    return DialableUri.port(base);
  }

  private boolean hasPort() {
    return base.getRawAuthority().length() > host().length();
  }

  /// Whether it is spoken to with TLS.
  public boolean isSecure() {
    return base.getScheme().equals("https");
  }

  /// The same place with TLS.
  public ServerAddress overTls() {
    return isSecure() ? this : of("https", host(), port(), base.getRawPath());
  }

  /// Whether it is on this computer, going by the address alone.
  public boolean isThisComputer() {
    return LOOPBACK.matcher(host()).matches();
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

  /// The same for Java's clients, which do not take every host; fails if nobody knows it.
  ///
  /// @param place one that `resolve` or `webSocket` made
  static CompletableFuture<URI> reachable(URI place) {
    if (DialableUri.isPlain(place)) {
      return CompletableFuture.completedFuture(place);
    }
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return DialableUri.reachable(place);
          } catch (UnknownHostException e) {
            throw new CompletionException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /// Where the websocket of a login opens. It holds the token: never log it.
  URI webSocket(SessionToken token) {
    String scheme = isSecure() ? "wss" : "ws";
    return URI.create(
        scheme + "://" + base.getRawAuthority() + base.getRawPath() + "/ws/" + token.value());
  }
}
