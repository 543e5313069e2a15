package chatter.shared.limits;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Finds people by what somebody begins to type of their names: the start of any word, in any
/// script, whatever the case and the accents. Immutable.
public final class WordStarts {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private final String sought;

  /// @param query nothing finds everything
  public WordStarts(String query) {
    this.sought = folded(query);
  }

  /// Whether a word of the text begins so; what is sought may go on over several words.
  public boolean in(String text) {
    if (sought.isEmpty()) {
      return true;
    }
    String folded = folded(text);
    for (int at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + 1)) {
      if (at == 0 || !Character.isLetterOrDigit(folded.codePointBefore(at))) {
        return true;
      }
    }
    return false;
  }

  private static String folded(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    // By way of capitals, so that ß is ss and both sigmas are one.
    return BLANKS
        .matcher(plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ'))
        .replaceAll(" ")
        .strip();
  }
}
