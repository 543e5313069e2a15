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
  private static final Pattern CODE_IN_LINK =
      Pattern.compile("[#?&](?:join|code)=([^&#\\s\\p{Z}]+)");
  private static final Pattern OPENING = Pattern.compile("^[\\p{P}\\p{S}\\p{Cf}]+");

  /// What may stand behind a link in a sentence. Keys end with other signs, and addresses.
  private static final Pattern CLOSING =
      Pattern.compile("[.,;:!?)>}\"'\u2019\u201d\u00bb\u2026]+$");

  private static final Pattern AROUND =
      Pattern.compile("^[\\s\\p{Z}\\p{P}\\p{S}\\p{Cf}]+|[\\s\\p{Z}\\p{P}\\p{S}\\p{Cf}]+$");
  private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  public InviteLink {
    Objects.requireNonNull(code, "code is missing");
    addresses = List.copyOf(addresses);
  }

  /// Reads a link of either form, also within the message that it came with, or a code alone, as
  /// somebody pasted or typed it. Addresses that cannot be read are left out, but a link that names
  /// no other ones, or whose code or key cannot be read, is no link: it must not lead to another
  /// place than it says, nor to any one that has the address.
  ///
  /// @return empty for null and for what is none of them
  public static Optional<InviteLink> parse(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    String pasted = text.strip();
    for (String word : pasted.split("[\\s\\p{Z}]+", -1)) {
      String link = OPENING.matcher(word).replaceFirst("");
      if (isLink(link)) {
        String bare = CLOSING.matcher(link).replaceFirst("");
        // By itself, a full stop may be the end of the name that it holds.
        return word.equals(pasted) ? read(link).or(() -> read(bare)) : read(bare);
      }
    }
    return alone(text).map(code -> new InviteLink(code, null, List.of(), null));
  }

  /// The code in what somebody pasted where nothing but a code belongs: the code, or a link, also
  /// within the message that it came with. What else the link says does not matter there. The page
  /// reads the same, held to the same examples.
  ///
  /// @return empty for null and if there is none
  public static Optional<String> codeIn(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    return CODE_IN_LINK
        .matcher(text)
        .results()
        .flatMap(found -> decoded(found.group(1)).flatMap(InviteLink::alone).stream())
        .findFirst()
        .or(() -> alone(text));
  }

  /// A code by itself, as it is copied out of a sentence.
  private static Optional<String> alone(String text) {
    return ShortCode.parse(AROUND.matcher(text).replaceAll(""), ShortCode.INVITE_LENGTH)
        .map(ShortCode::value);
  }

  private static Optional<String> decoded(String encoded) {
    try {
      return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
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

  private static boolean isLink(String word) {
    return WEB.matcher(word).matches() || APP_LINK.matcher(word).matches();
  }

  private static Optional<InviteLink> read(String link) {
    Matcher web = WEB.matcher(link);
    if (web.matches()) {
      return read(new Parts(web.group(1), "join"), web.group(2));
    }
    Matcher app = APP_LINK.matcher(link);
    return app.matches() ? read(new Parts(null, "code"), app.group(1)) : Optional.empty();
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
    private boolean unreadable;

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
      String value = decoded(encoded).orElse(null);
      if (key.equals(codeName)) {
        code = ShortCode.parse(value, ShortCode.INVITE_LENGTH).map(ShortCode::value).orElse(null);
        return code != null;
      }
      switch (key) {
        case "key" -> {
          // A key that cannot be read must not become a link that insists on none.
          fingerprint = value;
          return value != null && FINGERPRINT.matcher(value).matches();
        }
        case "at" -> takeAddress(value);
        case "name" -> name = value;
        default -> {}
      }
      return true;
    }

    private void takeAddress(String value) {
      Matcher address = ADDRESS.matcher(value == null ? "" : value);
      if (!address.matches()) {
        unreadable = true;
      } else if (addresses.size() < MOST_ADDRESSES) {
        String own = address.group(1) == null ? scheme : address.group(1).toLowerCase(Locale.ROOT);
        addresses.add(own + "://" + address.group(2));
      }
    }

    private Optional<InviteLink> link() {
      return code == null || (addresses.isEmpty() && unreadable)
          ? Optional.empty()
          : Optional.of(new InviteLink(code, fingerprint, new ArrayList<>(addresses), name));
    }
  }
}
