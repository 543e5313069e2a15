package chatter.shared.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A kind of emoji: what a picker offers and people look for. The same one in several skin tones is
/// one kind. Immutable.
///
/// @param emoji without a skin tone, fully qualified
/// @param category where a picker has it
/// @param version of Unicode's emoji that first had it, as `15.1`
/// @param name as Unicode's common locale data call it in English
/// @param shortcodes what is written between colons for it, the most usual first; no two kinds
///   share one
/// @param keywords other words that one looks for it with, in small letters
/// @param patterns how it is written with skin tones, `1` where that of the first person goes and
///   `2` that of the second; none if it has no tones, and two if people of two tones are written
///   otherwise than people of one
public record EmojiKind(
    String emoji,
    Category category,
    String version,
    String name,
    List<String> shortcodes,
    List<String> keywords,
    List<String> patterns) {
  /// The lightest of the skin tones, which are 1 to `TONES`; 0 is none.
  private static final int LIGHTEST = 0x1F3FB;

  /// How many skin tones there are.
  public static final int TONES = 5;

  /// Where a picker has its emoji, in this order.
  public enum Category {
    SMILEYS,
    PEOPLE,
    NATURE,
    FOOD,
    TRAVEL,
    ACTIVITIES,
    OBJECTS,
    SYMBOLS,
    FLAGS;

    static Category of(String written) {
      return valueOf(written.toUpperCase(Locale.ROOT));
    }
  }

  public EmojiKind {
    shortcodes = List.copyOf(shortcodes);
    keywords = List.copyOf(keywords);
    patterns = List.copyOf(patterns);
  }

  /// One as a line of `emoji.txt` has it: fields between tabs, words between blanks, what is empty
  /// at the end left out.
  static EmojiKind read(Category category, String line) {
    String[] fields = line.split("\t", -1);
    return new EmojiKind(
        fields[0],
        category,
        fields[1],
        fields[2],
        words(fields, 3),
        words(fields, 4),
        words(fields, 5));
  }

  private static List<String> words(String[] fields, int number) {
    return fields.length <= number || fields[number].isEmpty()
        ? List.of()
        : List.of(fields[number].split(" "));
  }

  /// Whether it has skin tones.
  public boolean hasTones() {
    return !patterns.isEmpty();
  }

  /// Whether its people can have a skin tone each.
  public boolean hasTwoTones() {
    return hasTones() && patterns.getLast().indexOf('2') >= 0;
  }

  /// It in a skin tone, all its people in the same; as it is without one, or if it has none.
  ///
  /// @param tone 1 to `TONES`, 0 for none
  public String toned(int tone) {
    return tone == 0 || !hasTones() ? emoji : put(patterns.getFirst(), tone, tone);
  }

  /// It with people of two skin tones, each 1 to `TONES`; only if it `hasTwoTones`.
  public String toned(int first, int second) {
    return first == second ? toned(first) : put(patterns.getLast(), first, second);
  }

  /// All it can be: without a tone, then by the tone of the first person and the second.
  public List<String> variants() {
    List<String> all = new ArrayList<>();
    all.add(emoji);
    for (int first = 1; hasTones() && first <= TONES; first++) {
      for (int second = 1; second <= TONES; second++) {
        if (first == second || hasTwoTones()) {
          all.add(toned(first, second));
        }
      }
    }
    return all;
  }

  private static String put(String pattern, int first, int second) {
    return pattern.replace("1", tone(first)).replace("2", tone(second));
  }

  private static String tone(int tone) {
    return Character.toString(LIGHTEST + tone - 1);
  }
}
