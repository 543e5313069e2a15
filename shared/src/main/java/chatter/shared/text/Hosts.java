package chatter.shared.text;

import java.net.InetAddress;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Names of hosts as the network knows them. `java.net.IDN` is the standard of 2003, which knows no
/// letters added since and turns `ß` into `ss`, so that a link would lead elsewhere than in a
/// browser; this follows what browsers do (UTS 46, nontransitional).
final class Hosts {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
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
    StringBuilder ascii = new StringBuilder();
    for (String label : mapped.split("\\.", -1)) {
      if (!isLabel(label)) {
        return null;
      }
      ascii
          .append(ascii.isEmpty() ? "" : ".")
          .append(isAscii(label) ? label : "xn--" + encode(label));
    }
    // A browser would take a name that ends in a number for an address.
    return NUMBER.matcher(ascii).find() ? null : ascii.toString();
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

  /// Punycode, RFC 3492; a label has at most some dozens of characters.
  private static String encode(String label) {
    int[] points = label.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    IntStream.of(points).filter(c -> c < FIRST_OTHER).forEach(out::appendCodePoint);
    int basic = out.length();
    int handled = basic;
    if (basic > 0) {
      out.append('-');
    }
    int next = FIRST_OTHER;
    int delta = 0;
    int bias = FIRST_BIAS;
    while (handled < points.length) {
      int floor = next;
      int least = IntStream.of(points).filter(c -> c >= floor).min().orElseThrow();
      delta += (least - next) * (handled + 1);
      next = least;
      for (int c : points) {
        if (c < next) {
          delta++;
        } else if (c == next) {
          appendNumber(out, delta, bias);
          bias = adapted(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      next++;
    }
    return out.toString();
  }

  private static void appendNumber(StringBuilder out, int number, int bias) {
    int left = number;
    for (int k = BASE; ; k += BASE) {
      int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
      if (left < threshold) {
        break;
      }
      out.append(digit(threshold + (left - threshold) % (BASE - threshold)));
      left = (left - threshold) / (BASE - threshold);
    }
    out.append(digit(left));
  }

  private static char digit(int value) {
    return (char) (value < T_MAX ? 'a' + value : '0' + value - T_MAX);
  }

  private static int adapted(int delta, int count, boolean first) {
    int left = first ? delta / DAMP : delta / 2;
    left += left / count;
    int k = 0;
    while (left > (BASE - T_MIN) * T_MAX / 2) {
      left /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * left / (left + SKEW);
  }
}
