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
  /// A name of which nothing can be seen.
  NAME_INVISIBLE("name", "A name has something that can be seen."),
  /// A name with a pile of marks on one letter.
  NAME_MARKS("name", "A name has at most two marks on a letter."),
  /// A name that says what only the program may say.
  NAME_RESERVED("name", "That name means something else here. Choose another."),
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

  /// What is wrong with somebody's name; null counts as missing. `Names.canonical` says how it is
  /// kept.
  public static Optional<FieldRule> checkName(String name) {
    return checkTitle(name)
        .or(() -> Names.reserved(name) ? Optional.of(NAME_RESERVED) : Optional.empty());
  }

  /// What is wrong with the name of a chat or a room; null counts as missing.
  public static Optional<FieldRule> checkTitle(String name) {
    if (name == null || Names.trimmed(name).isEmpty()) {
      return Optional.of(NAME_MISSING);
    }
    // Before blanks are drawn together: a line break is none.
    int[] typed = Names.trimmed(name).codePoints().toArray();
    if (Limits.invisible(name)) {
      return Optional.of(NAME_INVISIBLE);
    }
    int[] kept = Names.canonical(name).codePoints().toArray();
    if (kept.length > Limits.NAME_CODE_POINTS) {
      return Optional.of(NAME_TOO_LONG);
    }
    for (int i = 0; i < typed.length; i++) {
      int before = i == 0 ? -1 : typed[i - 1];
      if (VisibleText.hides(before, typed[i], i + 1 == typed.length ? -1 : typed[i + 1])) {
        return Optional.of(NAME_CONTROL_CHARACTERS);
      }
    }
    return piledUp(kept) ? Optional.of(NAME_MARKS) : Optional.empty();
  }

  private static boolean nothing(int c) {
    return VisibleText.unseen(c) && !VisibleText.ignorable(c);
  }

  private static boolean piledUp(int[] text) {
    int inARow = 0;
    for (int i = 0; i < text.length; i++) {
      if (!VisibleText.piles(text[i])) {
        // What is not drawn does not end a pile.
        inARow = VisibleText.ignorable(text[i]) ? inARow : 0;
      } else if (++inARow > VisibleText.mostInARow(text[i])
          || (inARow == 1 && (i == 0 || nothing(text[i - 1])))) {
        // Too many, or a mark with nothing below it.
        return true;
      }
    }
    return false;
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
}
