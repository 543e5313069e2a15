package chatter.shared.limits;

import java.util.Optional;
import java.util.regex.Pattern;

/// What is wrong with a field of a form. Clients check with the same code before sending, each with
/// its own words; `message` is the server's, in English.
public enum FieldRule {
  /// No name.
  NAME_MISSING("name", "Enter a name."),
  /// A name over `Limits.NAME_CODE_POINTS`.
  NAME_TOO_LONG("name", "A name has at most " + Limits.NAME_CODE_POINTS + " characters."),
  /// A name with line breaks or other invisible control characters.
  NAME_CONTROL_CHARACTERS("name", "A name has no line breaks or invisible characters."),
  /// Not an email address.
  EMAIL_INVALID("email", "Enter an email address like ana@example.org."),
  /// A password under `Limits.PASSWORD_MIN`.
  PASSWORD_TOO_SHORT("password", "A password has at least " + Limits.PASSWORD_MIN + " characters."),
  /// A password over `Limits.PASSWORD_MAX`.
  PASSWORD_TOO_LONG("password", "A password has at most " + Limits.PASSWORD_MAX + " characters."),
  /// One of the passwords that everybody tries first.
  PASSWORD_TOO_COMMON("password", "That password is one of the most common ones. Choose another."),
  /// A password that is the account's own name or email address, or hardly more.
  PASSWORD_IS_OWN("password", "That password is your name or your email address. Choose another.");

  // One @, something on both sides, no blanks or controls: whether mail arrives there is not
  // Chatter's business.
  private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{Cntrl}@]+@[^\\s\\p{Cntrl}@]+");

  private final String field;
  private final String message;

  FieldRule(String field, String message) {
    this.field = field;
    this.message = message;
  }

  /// The JSON field it is about.
  public String field() {
    return field;
  }

  /// One English sentence for a person.
  public String message() {
    return message;
  }

  /// What is wrong with a display name, after trimming; null counts as missing.
  public static Optional<FieldRule> checkName(String name) {
    if (name == null || name.isBlank()) {
      return Optional.of(NAME_MISSING);
    }
    String trimmed = name.strip();
    if (Limits.codePoints(trimmed) > Limits.NAME_CODE_POINTS) {
      return Optional.of(NAME_TOO_LONG);
    }
    return trimmed.codePoints().anyMatch(FieldRule::invisible)
        ? Optional.of(NAME_CONTROL_CHARACTERS)
        : Optional.empty();
  }

  /// What is wrong with an email address, after trimming; null counts as wrong.
  public static Optional<FieldRule> checkEmail(String email) {
    return email != null
            && email.strip().length() <= Limits.EMAIL_CHARS
            && EMAIL.matcher(email.strip()).matches()
        ? Optional.empty()
        : Optional.of(EMAIL_INVALID);
  }

  /// What is wrong with a new password's length; whether it is common only the server knows.
  public static Optional<FieldRule> checkPassword(String password) {
    int length = password == null ? 0 : Limits.codePoints(password);
    if (length < Limits.PASSWORD_MIN) {
      return Optional.of(PASSWORD_TOO_SHORT);
    }
    return length > Limits.PASSWORD_MAX ? Optional.of(PASSWORD_TOO_LONG) : Optional.empty();
  }

  /// Whether a new password is, but for a few characters, what everybody can see of its account:
  /// the email address or a part of it, the name, forwards or backwards, repeated or put together.
  ///
  /// @param name may be null or break a rule
  /// @param email may be null or break a rule
  public static Optional<FieldRule> checkPasswordIsOwn(String password, String name, String email) {
    return OwnWords.of(name, email).makeUp(password)
        ? Optional.of(PASSWORD_IS_OWN)
        : Optional.empty();
  }

  /// Control characters, and those that turn the reading direction of everything after them.
  private static boolean invisible(int codePoint) {
    return Character.isISOControl(codePoint)
        || codePoint == 0x2028
        || codePoint == 0x2029
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069)
        || codePoint == 0x200B
        || codePoint == 0xFEFF
        || Character.getType(codePoint) == Character.SURROGATE;
  }
}
