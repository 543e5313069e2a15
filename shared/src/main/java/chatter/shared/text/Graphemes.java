package chatter.shared.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text in characters as people count them: a flag, a letter with its accents, a family. The page
/// does the same (`graphemes.js`), by `previews.json`, `initials.json` and `emoji-only.json`.
public final class Graphemes {
  /// Longest preview, in UTF-16 units.
  public static final int PREVIEW = 200;

  /// Most emoji that a message may consist of and be drawn large.
  public static final int LARGE_EMOJI = 3;

  private static final int LONGEST_INITIAL = 24;
  private static final int VARIATION_TEXT = 0xFE0E;
  private static final int VARIATION_EMOJI = 0xFE0F;
  private static final int KEYCAP = 0x20E3;
  private static final int FIRST_BARE = 0x2600;
  private static final int LAST_BARE = 0x27BF;
  private static final Pattern CHARACTER = Pattern.compile("\\X");
  private static final Pattern BLANKS = Pattern.compile("[\\t-\\r\\x1c-\\x1f\\x85\\p{Z}\\ufeff]+");

  private Graphemes() {}

  /// A text in one line, and cut off with an ellipsis where it is longer than a preview.
  public static String preview(String text) {
    return preview(text, PREVIEW);
  }

  /// The same with another length, in UTF-16 units.
  public static String preview(String text, int most) {
    String line = BLANKS.matcher(text).replaceAll(" ").strip();
    return line.length() <= most
        ? line
        : line.substring(0, endBefore(line, most)).stripTrailing() + "…";
  }

  /// The end of the last character that ends by `most`; inside one only if it is longer than all.
  private static int endBefore(String line, int most) {
    Matcher character = CHARACTER.matcher(line);
    int end = 0;
    while (character.find() && character.end() <= most) {
      end = character.end();
    }
    return end > 0 ? end : most - (Character.isHighSurrogate(line.charAt(most - 1)) ? 1 : 0);
  }

  /// The letters that stand for somebody without a picture: of the first and the last word.
  public static String initials(String name) {
    String[] words = BLANKS.matcher(name).replaceAll(" ").strip().split(" ", -1);
    String last = words.length > 1 ? first(words[words.length - 1]) : "";
    String letters = first(words[0]) + last;
    return letters.isEmpty() ? "?" : letters.toUpperCase(Locale.ROOT);
  }

  private static String first(String word) {
    Matcher character = CHARACTER.matcher(word);
    if (!character.find()) {
      return "";
    }
    String letter = character.group();
    return letter.length() <= LONGEST_INITIAL
        ? letter
        : letter.substring(0, letter.offsetByCodePoints(0, 1));
  }

  /// Whether a character is an emoji as it stands: one that is a picture unless told otherwise,
  /// that is told to be one, or a heart, a sun, a hand and the like, which many keyboards write
  /// bare.
  ///
  /// @param character one, as `\X` finds it
  public static boolean isEmoji(String character) {
    int first = character.codePointAt(0);
    if (character.indexOf(VARIATION_TEXT) >= 0) {
      return false;
    }
    if (Character.getType(first) == Character.UNASSIGNED) {
      // Newer than this Java, and perhaps not than the list.
      return Emoji.qualified(character).isPresent();
    }
    return Character.isEmojiPresentation(first)
        || (Character.isEmoji(first)
            && (character.indexOf(VARIATION_EMOJI) > 0
                || character.indexOf(KEYCAP) > 0
                || (first >= FIRST_BARE && first <= LAST_BARE)
                || Character.isSupplementaryCodePoint(first)));
  }
}
