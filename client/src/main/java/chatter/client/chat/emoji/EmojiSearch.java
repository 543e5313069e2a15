package chatter.client.chat.emoji;

import chatter.shared.text.Emoji;
import chatter.shared.text.EmojiKind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds emoji by what somebody begins to type of their names, keywords and shortcodes. Made once
/// for all of them; a search looks at each kind once. The page does the same (`emoji-search.js`),
/// by `emoji-search.json`. Safe for any thread.
public final class EmojiSearch {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern COLONS = Pattern.compile("^:+|:+$");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private static final int SHORTCODE = 0;
  private static final int USED = 1;
  private static final int BEGINNING = 2;
  private static final int NAME = 3;
  private static final int WHOLE_WORDS = 4;
  private static final int OTHER = 5;

  private final List<Words> all;
  private final Map<String, EmojiKind> byShortcode = new HashMap<>();

  /// What one kind is called, each word with a blank before and after it.
  private record Words(
      EmojiKind kind, String codes, String names, String keywords, String untoned) {
    static Words of(EmojiKind kind) {
      // Shortcodes and keywords are small letters without accents already.
      String codes = String.join(" ", kind.shortcodes());
      return new Words(
          kind,
          spaced(List.of(codes)),
          spaced(words(kind.name() + " " + codes)),
          spaced(kind.keywords()),
          EmojiRecents.untoned(kind.emoji()));
    }

    /// Below 0 if it is not called so.
    int rank(String plain, List<String> sought, boolean used) {
      if (codes.contains(" " + plain + " ")) {
        return SHORTCODE;
      }
      if (sought.isEmpty() || !sought.stream().allMatch(word -> begins(word))) {
        return -1;
      }
      if (used) {
        return USED;
      }
      if (names.startsWith(" " + String.join(" ", sought)) || codes.contains(" " + plain)) {
        return BEGINNING;
      }
      if (sought.stream().allMatch(word -> names.contains(" " + word))) {
        return NAME;
      }
      return sought.stream().allMatch(word -> begins(word + " ")) ? WHOLE_WORDS : OTHER;
    }

    private boolean begins(String word) {
      return names.contains(" " + word) || keywords.contains(" " + word);
    }
  }

  private record Hit(EmojiKind kind, int rank, int place) {}

  /// Read when something is looked for first.
  private static final class Shared {
    private static final EmojiSearch OF_ALL = new EmojiSearch();
  }

  /// The one for all of the program; the first time it takes a moment.
  public static EmojiSearch shared() {
    return Shared.OF_ALL;
  }

  /// Of all there are.
  EmojiSearch() {
    all = Emoji.kinds().stream().map(Words::of).toList();
    Emoji.kinds().forEach(kind -> kind.shortcodes().forEach(code -> byShortcode.put(code, kind)));
  }

  /// The kinds that are called by what was typed. Each word typed must begin one of its words.
  /// First the one whose shortcode it is, then those used before in their order, then those whose
  /// name or a shortcode begins so, those with all words in the name and the shortcodes, those with
  /// all words whole, and the others; among each in Unicode's order. An emoji finds its kind;
  /// nothing finds nothing.
  ///
  /// @param recents emoji used before, in whatever skin tone
  /// @param most at most so many
  public List<EmojiKind> find(String typed, List<String> recents, int most) {
    Optional<EmojiKind> pasted = Emoji.kind(typed.strip());
    if (pasted.isPresent()) {
      return List.of(pasted.get());
    }
    String trimmed = BLANKS.matcher(folded(typed)).replaceAll(" ").strip();
    String plain = COLONS.matcher(trimmed).replaceAll("").replace(' ', '_');
    if (plain.isEmpty()) {
      return List.of();
    }
    List<String> sought = words(plain);
    Map<String, Integer> used = new HashMap<>();
    for (String emoji : recents) {
      used.putIfAbsent(EmojiRecents.untoned(emoji), used.size());
    }
    List<Hit> found = new ArrayList<>();
    for (int place = 0; place < all.size(); place++) {
      Words one = all.get(place);
      Integer usedAt = used.get(one.untoned);
      int rank = one.rank(plain, sought, usedAt != null);
      if (rank >= 0) {
        found.add(new Hit(one.kind, rank, rank == USED ? usedAt : place));
      }
    }
    return found.stream()
        .sorted(Comparator.comparingInt(Hit::rank).thenComparingInt(Hit::place))
        .limit(most)
        .map(Hit::kind)
        .toList();
  }

  /// The kind that is written so between colons.
  public Optional<EmojiKind> withShortcode(String code) {
    return Optional.ofNullable(byShortcode.get(code.toLowerCase(Locale.ROOT)));
  }

  private static String folded(String text) {
    return isAscii(text)
        ? text.toLowerCase(Locale.ROOT)
        : MARKS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// Without a pattern: there are thousands to begin with, when a picker is to open at once.
  private static List<String> words(String text) {
    String plain = folded(text);
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < plain.length(); at += Character.charCount(plain.codePointAt(at))) {
      int c = plain.codePointAt(at);
      if (!(Character.isLetter(c) || isNumber(c) || c == '+')) {
        if (at > from) {
          words.add(plain.substring(from, at));
        }
        from = at + Character.charCount(c);
      }
    }
    if (from < plain.length()) {
      words.add(plain.substring(from));
    }
    return words;
  }

  private static boolean isNumber(int c) {
    int type = Character.getType(c);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  private static String spaced(List<String> words) {
    return " " + String.join(" ", words) + " ";
  }
}
