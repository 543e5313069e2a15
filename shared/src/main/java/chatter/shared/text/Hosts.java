package chatter.shared.text;

import chatter.shared.address.HostName;
import java.net.InetAddress;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which names of hosts a link in a message may have: narrower than `HostName`, since nobody means
/// most of what a browser would take.
final class Hosts {
  private static final int FIRST_OTHER = 0x80;

  private static final Pattern NUMBER = Pattern.compile("(?:^|\\.)(?:[0-9]+|0x[0-9a-f]*)$");

  private Hosts() {}

  /// Whether this is an address of IP version 6, without a zone.
  static boolean isIpv6(String text) {
    try {
      return text.indexOf(':') >= 0 && InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  /// A name in ASCII and lower case; null if no browser would take it.
  static String ascii(String host) {
    if (isAscii(host)) {
      return host.toLowerCase(Locale.ROOT);
    }
    String mapped =
        Normalizer.normalize(
            Normalizer.normalize(host, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT),
            Normalizer.Form.NFKC);
    for (String label : mapped.split("\\.", -1)) {
      if (!isLabel(label)) {
        return null;
      }
    }
    // A browser would take a name that ends in a number for an address.
    return NUMBER.matcher(mapped).find() ? null : HostName.canonical(mapped).orElse(null);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < FIRST_OTHER);
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && label.codePoints().allMatch(Hosts::inName)
        && !isMark(label.codePointAt(0))
        && (isAscii(label) || !label.startsWith("xn--"))
        && !(label.codePoints().anyMatch(Hosts::leftToRight)
            && label.codePoints().anyMatch(Hosts::rightToLeft));
  }

  private static boolean inName(int c) {
    int type = Character.getType(c);
    return c == '-'
        || c == '_'
        || Character.isLetterOrDigit(c)
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER
        || isMark(c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean leftToRight(int c) {
    return Character.isLetter(c) && !rightToLeft(c);
  }

  /// The blocks of scripts that run from right to left.
  private static boolean rightToLeft(int c) {
    return (c >= 0x0590 && c <= 0x08FF)
        || (c >= 0xFB1D && c <= 0xFDFF)
        || (c >= 0xFE70 && c <= 0xFEFC)
        || (c >= 0x10800 && c <= 0x10FFF)
        || (c >= 0x1E800 && c <= 0x1EFFF);
  }
}
