package chatter.shared.invite;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Everything that somebody needs to join a server, as one link.
///
/// @param code the invite's, only the characters that count
/// @param fingerprint of the server's key, or null if the link names none
/// @param addresses where the server may be, as `https://192.168.1.20:8080`, or with a path behind
///   a proxy as `https://example.org/chat`, the likeliest first; empty if there was only a code
/// @param serverName what its people call it, or null if the link does not say
public record InviteLink(
    String code, String fingerprint, List<String> addresses, String serverName) {
  private static final int LONGEST = 4_096;
  private static final int MOST_ADDRESSES = 16;
  private static final String APP = "chatter://join";
  private static final String HOST = "[\\p{L}\\p{M}\\p{N}.\\-_\\[\\]:]{1,255}";

  /// Where a proxy serves the chat below a path of its own; without a slash at the end.
  private static final String PATH = "(?:/[\\w.~%!$'()*+,;:@-]{1,255}){0,8}";

  private static final String PLACE = HOST + PATH;
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(https?)://)?(" + PLACE + ")/?", Pattern.CASE_INSENSITIVE);
  private static final Pattern WEB =
      Pattern.compile("(https?://" + PLACE + ")/?#(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern APP_LINK =
      Pattern.compile("chatter:(?://)?join/?\\?(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  public InviteLink {
    Objects.requireNonNull(code, "code is missing");
    addresses = List.copyOf(addresses);
  }

  /// Reads a link of either form, or a code alone, as somebody pasted or typed it.
  ///
  /// @return empty for null and for what is none of them, also if only one part of it is wrong
  public static Optional<InviteLink> parse(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    String link = text.strip();
    Matcher web = WEB.matcher(link);
    if (web.matches()) {
      return read(new Parts(web.group(1), "join"), web.group(2));
    }
    Matcher app = APP_LINK.matcher(link);
    if (app.matches()) {
      return read(new Parts(null, "code"), app.group(1));
    }
    return ShortCode.parse(link, ShortCode.INVITE_LENGTH)
        .map(code -> new InviteLink(code.value(), null, List.of(), null));
  }

  /// The link for a browser. What follows the `#` stays in the browser: it is sent to no server and
  /// written in no log.
  ///
  /// @param base the server's address in it, e.g. `https://192.168.1.20:8080`
  public String web(String base) {
    String scheme = base.substring(0, base.indexOf("://") + 3);
    StringBuilder link = new StringBuilder(base).append("/#join=").append(code);
    if (fingerprint != null) {
      link.append("&key=").append(fingerprint);
    }
    for (String address : addresses) {
      // Short, because all of it has to fit into a QR code that a telephone can read.
      link.append("&at=")
          .append(address.startsWith(scheme) ? address.substring(scheme.length()) : address);
    }
    return link.toString();
  }

  /// The link for the desktop app.
  public String app() {
    StringBuilder link = new StringBuilder(APP).append("?code=").append(code);
    if (fingerprint != null) {
      link.append("&key=").append(fingerprint);
    }
    for (String address : addresses) {
      link.append("&at=").append(address);
    }
    if (serverName != null) {
      link.append("&name=").append(URLEncoder.encode(serverName, StandardCharsets.UTF_8));
    }
    return link.toString();
  }

  /// Without the code, so that it can end in no log.
  @Override
  public String toString() {
    return "InviteLink" + addresses;
  }

  private static Optional<InviteLink> read(Parts parts, String query) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && !parts.take(pair.substring(0, equals), pair.substring(equals + 1))) {
        return Optional.empty();
      }
    }
    return parts.link();
  }

  /// What was read of a link so far. Names that mean nothing here are a newer program's.
  private static final class Parts {
    private final String scheme;
    private final String codeName;
    private final Set<String> addresses = new LinkedHashSet<>();
    private String code;
    private String fingerprint;
    private String name;

    /// @param base the server's address in front, or null if there is none
    private Parts(String base, String codeName) {
      this.codeName = codeName;
      this.scheme =
          base == null ? "https" : base.substring(0, base.indexOf(':')).toLowerCase(Locale.ROOT);
      if (base != null) {
        addresses.add(scheme + base.substring(base.indexOf(':')));
      }
    }

    /// @return false if that part makes the whole link worthless
    private boolean take(String key, String encoded) {
      String value;
      try {
        value = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return false;
      }
      if (key.equals(codeName)) {
        code = ShortCode.parse(value, ShortCode.INVITE_LENGTH).map(ShortCode::value).orElse(null);
        return code != null;
      }
      switch (key) {
        case "key" -> {
          // A key that cannot be read must not become a link that insists on none.
          fingerprint = value;
          return FINGERPRINT.matcher(value).matches();
        }
        case "at" -> {
          Matcher address = ADDRESS.matcher(value);
          if (!address.matches() || addresses.size() >= MOST_ADDRESSES) {
            return false;
          }
          String own =
              address.group(1) == null ? scheme : address.group(1).toLowerCase(Locale.ROOT);
          addresses.add(own + "://" + address.group(2));
          return true;
        }
        case "name" -> name = value;
        default -> {}
      }
      return true;
    }

    private Optional<InviteLink> link() {
      return code == null
          ? Optional.empty()
          : Optional.of(new InviteLink(code, fingerprint, new ArrayList<>(addresses), name));
    }
  }
}
