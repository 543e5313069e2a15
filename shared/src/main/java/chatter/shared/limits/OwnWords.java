package chatter.shared.limits;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What everybody can see of an account, as words that no password should consist of.
final class OwnWords {
  /// A shorter word stands in many a good password by chance.
  private static final int SHORTEST = 3;

  /// So many characters that are none of the words make a password of its own. With fewer, adding a
  /// year to one's name would do.
  private static final int ENOUGH = 5;

  private final List<String> words;

  private OwnWords(List<String> words) {
    this.words = words;
  }

  static OwnWords of(String name, String email) {
    List<String> words = new ArrayList<>();
    add(words, name);
    add(words, email);
    // The longest first, so that a whole address goes before a part of it.
    words.sort(Comparator.comparingInt(String::length).reversed());
    return new OwnWords(words);
  }

  private static void add(List<String> words, String text) {
    if (text == null) {
      return;
    }
    String plain = plain(text);
    words.add(plain);
    words.addAll(List.of(plain.split("[^\\p{L}\\p{M}\\p{N}]+")));
    words.removeIf(word -> word.codePoints().filter(Character::isLetterOrDigit).count() < SHORTEST);
  }

  /// Whether there is little else in a password.
  boolean makeUp(String password) {
    if (password == null || words.isEmpty()) {
      return false;
    }
    String forwards = plain(password);
    return littleLeft(forwards) || littleLeft(new StringBuilder(forwards).reverse().toString());
  }

  private boolean littleLeft(String password) {
    String left = password;
    for (String word : words) {
      left = left.replace(word, "");
    }
    return left.length() < password.length()
        && left.codePoints().filter(Character::isLetterOrDigit).count() < ENOUGH;
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
  }
}
