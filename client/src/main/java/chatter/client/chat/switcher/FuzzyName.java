package chatter.client.chat.switcher;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A name, ready to be found by a few of its letters, in any script and without accents: its words
/// in plain small letters with one blank between, and of each letter where it comes from. The page
/// does the same (`fuzzy.js`), by `switcher.json`. Immutable.
public final class FuzzyName {
  /// How well something is called by what was typed; the less the better.
  private static final int WHOLE = 0;

  private static final int BEGINS = 1;
  private static final int WORDS = 2;
  private static final int INITIALS = 3;
  private static final int WITHIN = 4;
  private static final int LEFT_OUT = 5;

  /// Accents and points, and what cannot be seen; signs that are vowels, as in Devanagari or Thai,
  /// are letters.
  private static final Pattern ACCENT =
      Pattern.compile(
          "[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f"
              + "\\u3099\\u309a\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5"
              + "\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc"
              + "\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u00ad\\u200b-\\u200f"
              + "\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff]");

  /// Letters that Unicode takes for no others with an accent, and people do.
  private static final Map<String, String> READ_AS =
      Map.ofEntries(
          Map.entry("ß", "ss"),
          Map.entry("æ", "ae"),
          Map.entry("œ", "oe"),
          Map.entry("ø", "o"),
          Map.entry("đ", "d"),
          Map.entry("ð", "d"),
          Map.entry("ł", "l"),
          Map.entry("ħ", "h"),
          Map.entry("ŧ", "t"),
          Map.entry("ı", "i"),
          Map.entry("þ", "th"),
          Map.entry("ς", "σ"));

  private static final int FIRST_KATAKANA = 0x30a1;
  private static final int LAST_KATAKANA = 0x30f6;
  private static final int TO_HIRAGANA = 0x60;
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int LAST_ASCII = 0x7f;

  /// A stretch of a text, from a place to another.
  public record Mark(int from, int to) {}

  /// That a name goes by what was typed.
  ///
  /// @param rank how well; the less the better
  /// @param marks where in the name it was found, in order and apart
  public record Match(int rank, List<Mark> marks) {}

  private record Term(int rank, List<Mark> found) {}

  private final String text;
  private final int[] from;
  private final int[] to;

  /// Where words begin.
  private final int[] starts;

  /// Reads a name.
  public FuzzyName(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    List<Mark> places = new ArrayList<>(name.length());
    boolean ends = true;
    int next;
    for (int at = 0; at < name.length(); at = next) {
      int point = name.codePointAt(at);
      next = at + Character.charCount(point);
      String letters = isBetween(point) ? " " : lettersOf(point);
      if (letters.equals(" ")) {
        ends = true;
      } else if (!letters.isEmpty()) {
        if (ends && !plain.isEmpty()) {
          plain.append(' ');
          places.add(new Mark(at, at));
        }
        ends = false;
        plain.append(letters);
        for (int i = 0; i < letters.length(); i++) {
          places.add(new Mark(at, next));
        }
      } else if (!places.isEmpty() && !ends) {
        // An accent belongs to its letter, also where that is shown as found.
        places.add(new Mark(places.removeLast().from(), next));
      }
    }
    text = plain.toString();
    from = places.stream().mapToInt(Mark::from).toArray();
    to = places.stream().mapToInt(Mark::to).toArray();
    starts = startsOf(text);
  }

  /// The words in plain small letters, with a blank between.
  String text() {
    return text;
  }

  private static int[] startsOf(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
      starts.add(at + 1);
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Blanks and punctuation, in any script.
  private static boolean isBetween(int point) {
    return switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> (point >= '\t' && point <= '\r') || point == BYTE_ORDER_MARK;
    };
  }

  private static String lettersOf(int point) {
    if (point <= LAST_ASCII) {
      return Character.toString(Character.toLowerCase(point));
    }
    StringBuilder letters = new StringBuilder();
    Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
        .codePoints()
        // What is made of other letters and has a blank among them.
        .filter(part -> !isBetween(part))
        .mapToObj(Character::toString)
        .filter(part -> !ACCENT.matcher(part).matches())
        .map(part -> part.toLowerCase(Locale.ROOT))
        .forEach(small -> letters.append(plain(small)));
    return letters.toString();
  }

  private static String plain(String small) {
    int point = small.codePointAt(0);
    return point >= FIRST_KATAKANA && point <= LAST_KATAKANA
        ? Character.toString(point - TO_HIRAGANA)
        : READ_AS.getOrDefault(small, small);
  }

  /// How the name goes by what was typed, if it does.
  public Optional<Match> match(FuzzyQuery typed) {
    if (typed.terms().isEmpty()) {
      return Optional.empty();
    }
    if (text.startsWith(typed.text())) {
      return Optional.of(
          new Match(
              text.length() == typed.text().length() ? WHOLE : BEGINS,
              marksOf(List.of(new Mark(0, typed.text().length())))));
    }
    int rank = WORDS;
    List<Mark> found = new ArrayList<>();
    for (String term : typed.terms()) {
      Term one = find(term);
      if (one == null) {
        return Optional.empty();
      }
      rank = Math.max(rank, one.rank());
      found.addAll(one.found());
    }
    return Optional.of(new Match(rank, marksOf(found)));
  }

  /// Whether each word typed begins one of the name's.
  boolean hasWords(FuzzyQuery typed) {
    return !typed.terms().isEmpty()
        && typed.terms().stream()
            .allMatch(
                term -> Arrays.stream(starts).anyMatch(start -> text.startsWith(term, start)));
  }

  /// @return null if it is nowhere
  private Term find(String term) {
    for (int start : starts) {
      if (text.startsWith(term, start)) {
        return new Term(WORDS, List.of(new Mark(start, start + term.length())));
      }
    }
    List<String> letters = term.codePoints().mapToObj(Character::toString).toList();
    List<Mark> initials = letters.size() > 1 ? initials(letters) : null;
    if (initials != null) {
      return new Term(INITIALS, initials);
    }
    int within = text.indexOf(term);
    if (within >= 0) {
      return new Term(WITHIN, List.of(new Mark(within, within + term.length())));
    }
    List<Mark> some = letters.size() > 1 ? inOrder(letters) : null;
    return some == null ? null : new Term(LEFT_OUT, some);
  }

  /// Words one after the other begin with these letters.
  ///
  /// @return null if none do
  private List<Mark> initials(List<String> letters) {
    for (int first = 0; first + letters.size() <= starts.length; first++) {
      List<Mark> found = new ArrayList<>();
      for (int i = 0; i < letters.size(); i++) {
        int start = starts[first + i];
        if (!text.startsWith(letters.get(i), start)) {
          break;
        }
        found.add(new Mark(start, start + letters.get(i).length()));
      }
      if (found.size() == letters.size()) {
        return found;
      }
    }
    return null;
  }

  /// The letters come in that order, the first where a word begins.
  ///
  /// @return null if they do not
  private List<Mark> inOrder(List<String> letters) {
    for (int start : starts) {
      if (!text.startsWith(letters.getFirst(), start)) {
        continue;
      }
      List<Mark> found = new ArrayList<>();
      int after = start;
      for (String letter : letters) {
        int at = text.indexOf(letter, after);
        if (at < 0) {
          // Nor further on, where there is less of it.
          return null;
        }
        after = at + letter.length();
        found.add(new Mark(at, after));
      }
      return found;
    }
    return null;
  }

  /// As places in the name itself, in order, those that touch as one.
  private List<Mark> marksOf(List<Mark> found) {
    List<Mark> marks = new ArrayList<>();
    found.stream()
        .map(span -> new Mark(from[span.from()], to[span.to() - 1]))
        .sorted(Comparator.comparingInt(Mark::from))
        .forEach(span -> {
          Mark last = marks.isEmpty() ? null : marks.getLast();
          if (last != null && span.from() <= last.to()) {
            marks.set(marks.size() - 1, new Mark(last.from(), Math.max(last.to(), span.to())));
          } else {
            marks.add(span);
          }
        });
    return marks;
  }
}
