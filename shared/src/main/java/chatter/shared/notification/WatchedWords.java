package chatter.shared.notification;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whether a text has one of the words that somebody watches for: whatever its case, and by itself,
/// not as part of a longer word, unless it is of a script that is written without spaces. The page
/// does the same (`watched-words.js`), by `notifications.json`.
public final class WatchedWords {
  private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]");
  private static final Pattern UNSPACED =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}"
              + "\\p{IsMyanmar}]");

  private WatchedWords() {}

  /// Whether one is in a text without formatting.
  public static boolean in(String text, List<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    String folded = text.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(word -> has(folded, word.toLowerCase(Locale.ROOT)));
  }

  private static boolean has(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean begins = at == 0 || apart(text.codePointBefore(at), word.codePointAt(0));
      boolean ends =
          end == text.length() || apart(text.codePointAt(end), word.codePointBefore(word.length()));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  /// Whether two characters side by side belong to different words.
  private static boolean apart(int one, int other) {
    return !is(LETTER, one) || !is(LETTER, other) || is(UNSPACED, one) || is(UNSPACED, other);
  }

  private static boolean is(Pattern kind, int codePoint) {
    return kind.matcher(Character.toString(codePoint)).matches();
  }
}
