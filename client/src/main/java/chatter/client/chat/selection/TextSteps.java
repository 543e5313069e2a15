package chatter.client.chat.selection;

import java.text.BreakIterator;
import java.util.Locale;

/// Where the next place is for the arrow keys in a text: characters as people count them, or words.
final class TextSteps {
  private TextSteps() {}

  /// The place after a position.
  ///
  /// @param index before the text's end
  /// @param word whether to go to the end of the next word
  static int after(String text, int index, boolean word) {
    if (!word) {
      return characters(text).following(index);
    }
    BreakIterator words = words(text);
    int at = index;
    int next = words.following(index);
    while (next != BreakIterator.DONE && !hasWord(text, at, next)) {
      at = next;
      next = words.next();
    }
    return next == BreakIterator.DONE ? text.length() : next;
  }

  /// The place before a position.
  ///
  /// @param index after the text's beginning
  /// @param word whether to go to the beginning of the word before
  static int before(String text, int index, boolean word) {
    if (!word) {
      return characters(text).preceding(index);
    }
    BreakIterator words = words(text);
    int at = index;
    int next = words.preceding(index);
    while (next != BreakIterator.DONE && !hasWord(text, next, at)) {
      at = next;
      next = words.previous();
    }
    return next == BreakIterator.DONE ? 0 : next;
  }

  private static boolean hasWord(String text, int from, int to) {
    return text.substring(from, to).codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static BreakIterator characters(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return characters;
  }

  private static BreakIterator words(String text) {
    BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
    words.setText(text);
    return words;
  }
}
