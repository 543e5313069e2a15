package chatter.shared.address;

import java.util.Optional;

/// Letters of any script as letters, digits and hyphens (RFC 3492). The one in Java is behind
/// `java.net.IDN`, which changes the letters first, by rules of 2003.
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
  private static final int FIRST_CODE = 0x80;

  private Punycode() {}

  static String encode(String text) {
    int[] codes = text.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (int code : codes) {
      if (code < FIRST_CODE) {
        out.appendCodePoint(code);
      }
    }
    int basic = out.length();
    int done = basic;
    if (basic > 0) {
      out.append('-');
    }
    int next = FIRST_CODE;
    long delta = 0;
    int bias = FIRST_BIAS;
    while (done < codes.length) {
      int smallest = Character.MAX_CODE_POINT;
      for (int code : codes) {
        if (code >= next && code < smallest) {
          smallest = code;
        }
      }
      delta += (long) (smallest - next) * (done + 1);
      next = smallest;
      for (int code : codes) {
        if (code < next) {
          delta++;
        }
        if (code == next) {
          append(out, delta, bias);
          bias = adapt(delta, done + 1, done == basic);
          delta = 0;
          done++;
        }
      }
      delta++;
      next++;
    }
    return out.toString();
  }

  /// @return empty if nothing is written like that
  static Optional<String> decode(String ascii) {
    int hyphen = ascii.lastIndexOf('-');
    StringBuilder out = new StringBuilder(ascii.substring(0, Math.max(0, hyphen)));
    int next = FIRST_CODE;
    int bias = FIRST_BIAS;
    long at = 0;
    int length = out.length();
    int read = hyphen + 1;
    while (read < ascii.length()) {
      long before = at;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = read < ascii.length() ? Character.digit(ascii.charAt(read), BASE) : -1;
        if (digit < 0) {
          return Optional.empty();
        }
        read++;
        // In base 36 of Java a is 10; here it is 0, and the digits come after z.
        int value = digit >= 10 ? digit - 10 : digit + 26;
        at += value * weight;
        int threshold = threshold(k, bias);
        if (value < threshold) {
          break;
        }
        weight *= BASE - threshold;
        if (at > Integer.MAX_VALUE || weight > Integer.MAX_VALUE) {
          return Optional.empty();
        }
      }
      length++;
      bias = adapt(at - before, length, before == 0);
      long code = next + at / length;
      at %= length;
      if (code > Character.MAX_CODE_POINT) {
        return Optional.empty();
      }
      next = (int) code;
      out.insert(out.offsetByCodePoints(0, (int) at), Character.toString(next));
      at++;
    }
    return Optional.of(out.toString());
  }

  private static void append(StringBuilder out, long delta, int bias) {
    long rest = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = threshold(k, bias);
      if (rest < threshold) {
        out.append(digit(rest));
        return;
      }
      out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
      rest = (rest - threshold) / (BASE - threshold);
    }
  }

  private static char digit(long value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int threshold(int k, int bias) {
    return Math.clamp(k - bias, T_MIN, T_MAX);
  }

  private static int adapt(long delta, int length, boolean first) {
    long rest = first ? delta / DAMP : delta / 2;
    rest += rest / length;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return (int) (k + (BASE - T_MIN + 1) * rest / (rest + SKEW));
  }
}
