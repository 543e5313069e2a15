package chatter.shared.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads host names and addresses as browsers do (the URL Standard, with UTS 46 without
/// transition), so that whatever leads somewhere in a browser's address bar leads there in Chatter
/// too. `java.net.URI` knows no host with an underscore, and `java.net.IDN` is of 2003: it makes
/// `ss` of `ß`, which is another domain today, and knows no letter that came since.
///
/// What decides whether a letter is allowed in a domain at all is left to who registers them.
public final class HostName {
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;
  private static final String PREFIX = "xn--";

  /// Ends the part of a name that the URL Standard takes for an address in numbers.
  private static final Pattern NUMBER = Pattern.compile("(?:\\d+|0x[0-9a-f]*)");

  private static final Pattern DOTS = Pattern.compile("[\\u3002\\uff0e\\uff61]");
  private static final Pattern NOT_SEEN =
      Pattern.compile(
          "[\\u00ad\\u034f\\u180b-\\u180d\\u180f\\u200b\\u2060-\\u2064\\ufe00-\\ufe0f\\ufeff]");

  /// What stands between names and other parts of an address, and what can be no letter of a name.
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "[\\x00-\\x20\"#%/:<>?@\\[\\\\\\]^`{|}\\x7f]|[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Z}]|\\p{IsWhite_Space}");

  private HostName() {}

  /// The one form of a host name or address by which others can be compared with it, and which can
  /// stand in a URL: small letters, `xn--` for what is not ASCII, no dot at the end, an IPv4
  /// address as four numbers, an IPv6 address as short as can be and in brackets.
  ///
  /// @param host with or without brackets if it is an IPv6 address; without a port; null is none
  /// @return empty if it is no host
  public static Optional<String> canonical(String host) {
    if (host == null || host.isEmpty()) {
      return Optional.empty();
    }
    if (host.startsWith("[") || host.indexOf(':') >= 0) {
      return ofV6(host);
    }
    return mapped(host).flatMap(HostName::named);
  }

  /// The same to be shown: without `xn--` where what it stands for is spelled in it, and as it was
  /// written where it is nothing that could be spelled.
  ///
  /// @param canonical as `canonical` gives it
  public static String shown(String canonical) {
    StringBuilder shown = new StringBuilder();
    for (String label : canonical.split("\\.", -1)) {
      shown.append(shown.isEmpty() ? "" : ".").append(spelled(label));
    }
    return shown.toString();
  }

  /// An address in its shortest form (RFC 5952), with brackets if it has colons.
  public static String of(InetAddress address) {
    return address instanceof Inet6Address v6
        ? "[" + shortest(v6.getAddress()) + "]"
        : address.getHostAddress();
  }

  private static Optional<String> ofV6(String host) {
    boolean open = host.startsWith("[");
    if (open != host.endsWith("]")) {
      return Optional.empty();
    }
    String literal = open ? host.substring(1, host.length() - 1) : host;
    // A zone is of this computer alone, and no browser takes one.
    if (literal.indexOf(':') < 0 || literal.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      // Of an IPv4 address in IPv6 clothes Java makes one of IPv4, which is the same place.
      return Optional.of(of(InetAddress.ofLiteral(literal)));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /// In one spelling of all that look the same to UTS 46.
  private static Optional<String> mapped(String host) {
    String dotted = DOTS.matcher(host).replaceAll(".");
    String seen = NOT_SEEN.matcher(dotted).replaceAll("");
    StringBuilder lower = new StringBuilder();
    // Letter by letter: of a whole word Java makes another sigma at the end.
    Normalizer.normalize(seen, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(c -> {
          if (c == 0x130) {
            lower.append("i\u0307");
          } else {
            lower.appendCodePoint(Character.toLowerCase(c));
          }
        });
    String text = Normalizer.normalize(lower, Normalizer.Form.NFKC);
    return FORBIDDEN.matcher(text).find() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<String> named(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String[] labels = name.split("\\.", -1);
    StringBuilder ascii = new StringBuilder();
    for (String label : labels) {
      Optional<String> encoded = encoded(label);
      if (encoded.isEmpty()) {
        return Optional.empty();
      }
      ascii.append(ascii.isEmpty() ? "" : ".").append(encoded.get());
    }
    if (ascii.length() > LONGEST) {
      return Optional.empty();
    }
    return NUMBER.matcher(labels[labels.length - 1]).matches()
        ? ofV4(ascii.toString())
        : Optional.of(ascii.toString());
  }

  private static Optional<String> ofV4(String digits) {
    try {
      return Optional.of(of(InetAddress.ofLiteral(digits)));
    } catch (IllegalArgumentException unusual) {
      try {
        // 127.1, 0x7f.0.0.1 and the like: nobody types it, but browsers take it.
        return Optional.of(of(Inet4Address.ofPosixLiteral(digits)));
      } catch (IllegalArgumentException noAddress) {
        return Optional.empty();
      }
    }
  }

  private static Optional<String> encoded(String label) {
    String ascii =
        label.codePoints().allMatch(c -> c < 0x80) ? label : PREFIX + Punycode.encode(label);
    return ascii.isEmpty() || ascii.length() > LONGEST_LABEL
        ? Optional.empty()
        : Optional.of(ascii);
  }

  private static String spelled(String label) {
    if (!label.startsWith(PREFIX)) {
      return label;
    }
    // Only what leads back to the same name: everything else could pretend to be one.
    return Punycode.decode(label.substring(PREFIX.length()))
        .filter(text -> mapped(text).flatMap(HostName::encoded).filter(label::equals).isPresent())
        .orElse(label);
  }

  private static String shortest(byte[] address) {
    int[] groups = new int[address.length / 2];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
    }
    int zeros = 0;
    int from = -1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > Math.max(1, zeros)) {
        zeros = end - i;
        from = i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (i == from) {
        text.append("::");
        i += zeros - 1;
      } else {
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(String.format(Locale.ROOT, "%x", groups[i]));
      }
    }
    return text.toString();
  }
}
