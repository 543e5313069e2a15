package chatter.shared.invite;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// A code that people read to each other and type: Crockford's base32, 5 bits a character.
///
/// @param value only the characters that count, e.g. `K7QM2X9P`
public record ShortCode(String value) {
  /// The characters of a code by what they stand for; without I, L, O and U.
  public static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /// How many characters an invite's code has.
  public static final int INVITE_LENGTH = 8;

  /// How many characters the code for another password has.
  public static final int RESET_LENGTH = 16;

  private static final int GROUP = 4;
  private static final int LONGEST_TYPED = 64;

  /// Blanks, dashes and what is not seen, of all kinds: what programs make of a hyphen, and what
  /// comes along when something is copied.
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}\u2212]+");

  private static final Pattern CODE = Pattern.compile("[" + ALPHABET + "]+");

  public ShortCode {
    Objects.requireNonNull(value, "value is missing");
    if (!CODE.matcher(value).matches()) {
      throw new IllegalArgumentException("a code is made of " + ALPHABET);
    }
  }

  /// Reads what somebody typed: in any case, with or without hyphens and blanks, O for 0, I or L
  /// for 1.
  ///
  /// @param length how many characters the code must have
  /// @return empty for null and for anything that is no code of that length
  public static Optional<ShortCode> parse(String typed, int length) {
    if (typed == null || typed.length() > LONGEST_TYPED) {
      return Optional.empty();
    }
    String value =
        BETWEEN
            .matcher(typed)
            .replaceAll("")
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return value.length() == length && CODE.matcher(value).matches()
        ? Optional.of(new ShortCode(value))
        : Optional.empty();
  }

  /// As people read it: in groups of four, e.g. `K7QM-2X9P`.
  public String shown() {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      if (i > 0 && i % GROUP == 0) {
        shown.append('-');
      }
      shown.append(value.charAt(i));
    }
    return shown.toString();
  }

  /// Without the code, so that it can end in no log.
  @Override
  public String toString() {
    return "ShortCode[]";
  }
}
