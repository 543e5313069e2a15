package chatter.server.export;

import java.text.BreakIterator;
import java.util.Locale;

/// The letters that stand for somebody without a picture: of the first and the last word.
final class Initials {
  private Initials() {}

  static String of(String name) {
    String[] words = name.strip().split("\\s+", -1);
    return words.length == 1
        ? letter(words[0])
        : letter(words[0]) + letter(words[words.length - 1]);
  }

  private static String letter(String word) {
    if (word.isEmpty()) {
      return "?";
    }
    BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
    letters.setText(word);
    return word.substring(0, letters.next()).toUpperCase(Locale.ROOT);
  }
}
