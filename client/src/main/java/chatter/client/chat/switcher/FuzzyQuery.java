package chatter.client.chat.switcher;

import java.util.List;

/// What was typed to find a name: words to look for. Immutable.
///
/// @param text all of it in plain small letters, with a blank between words
/// @param terms the words
public record FuzzyQuery(String text, List<String> terms) {
  /// Nothing is called by more, in characters.
  private static final int LONGEST = 64;

  /// Reads what was typed.
  public static FuzzyQuery of(String typed) {
    int end =
        typed.codePointCount(0, typed.length()) <= LONGEST
            ? typed.length()
            : typed.offsetByCodePoints(0, LONGEST);
    String text = new FuzzyName(typed.substring(0, end)).text();
    return new FuzzyQuery(text, text.isEmpty() ? List.of() : List.of(text.split(" ", -1)));
  }
}
