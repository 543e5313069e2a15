package chatter.shared.address;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a server is: scheme, host, port, and the path below which it is if a proxy put it there.
/// Two spellings of one place are equal.
///
/// @param scheme `http` or `https`
/// @param host as `HostName` has it
/// @param port -1 for the scheme's own
/// @param path without a slash at its end, `/chat`; empty at the top
public record BaseUrl(String scheme, String host, int port, String path) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final Pattern FORM =
      Pattern.compile(
          "(https?)://(\\[[^\\]]*\\]|[^/?#@:\\\\\\[\\]]+)(?::(\\d{0,5}))?(/[^?#\\\\\\s]*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*");

  public BaseUrl {
    Objects.requireNonNull(scheme, "scheme is missing");
    Objects.requireNonNull(host, "host is missing");
    Objects.requireNonNull(path, "path is missing");
  }

  /// Reads an address with its scheme; an empty port is the scheme's own.
  ///
  /// @return empty if it is none, or if there is more in it: a name to sign in with, a query, a
  ///   fragment
  public static Optional<BaseUrl> parse(String text) {
    Matcher matcher = FORM.matcher(text == null ? "" : text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String digits = matcher.group(3);
    int port = digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
    if (port == 0 || port > 65_535) {
      return Optional.empty();
    }
    String path = matcher.group(4) == null ? "" : matcher.group(4).replaceFirst("/+$", "");
    if (!PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    boolean usual = port == (scheme.equals("https") ? HTTPS_PORT : HTTP_PORT);
    return HostName.canonical(matcher.group(2))
        .map(host -> new BaseUrl(scheme, host, usual ? -1 : port, path));
  }

  /// The host and, if it is not the scheme's own, the port.
  public String authority() {
    return port == -1 ? host : host + ":" + port;
  }

  /// Without the path, as browsers name it.
  public String origin() {
    return scheme + "://" + authority();
  }

  /// As it stands in a link.
  @Override
  public String toString() {
    return origin() + path;
  }
}
