package chatter.shared.search;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/// A text as searching compares it: without case, accents and other differences that a reader would
/// not look for. The same is done to what is stored and to what is sought.
///
/// Each letter with its marks is taken by itself: compatibility forms become the usual ones (full
/// and half width, ligatures, circled digits), accents and points are left out, capitals become
/// small by way of `ß` = `ss`, and what is left is composed again. Marks that are letters of their
/// script, as the vowels of Devanagari and Thai and the voiced sounds of kana, stay. What cannot be
/// seen is left out, and blank space of any kind is one blank, none at the ends. Immutable.
public final class FoldedText {
  private static final int PAGE = 0x100;

  /// What single characters become, those of the basic plane and of the next, where emoji are: by
  /// pages, which are made and filled as their characters come. A race does the same twice.
  private static final String[][] KNOWN = new String[0x20000 / PAGE][];

  private static final String BLANK = " ";

  /// So many marks on a letter belong to it; no script writes more, and who means harm thousands.
  private static final int MOST_MARKS = 32;

  private final String text;
  private final int[] starts;
  private final int[] ends;

  private FoldedText(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /// Folds a text, for comparing alone.
  public static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    each(text, (piece, start, end) -> folded.append(piece));
    return folded.toString();
  }

  /// Folds a text, and remembers where each piece comes from.
  public static FoldedText of(String text) {
    Places places = new Places(text.length());
    each(text, places);
    return new FoldedText(
        places.folded.toString(),
        Arrays.copyOf(places.starts, places.folded.length()),
        Arrays.copyOf(places.ends, places.folded.length()));
  }

  /// The text as it is compared.
  public String text() {
    return text;
  }

  /// Where a piece of the folded text stands in the text it was made of.
  ///
  /// @param from in UTF-16 units of `text()`
  /// @param to behind its last unit; more than `from`
  public Mark source(int from, int to) {
    return new Mark(starts[from], ends[to - 1]);
  }

  private static void each(String text, Piece to) {
    int at = 0;
    int blank = -1;
    boolean begun = false;
    while (at < text.length()) {
      int first = text.codePointAt(at);
      int start = at;
      at += Character.charCount(first);
      if (isBlank(first)) {
        blank = blank < 0 ? start : blank;
        continue;
      }
      // To put marks in order takes the square of their number.
      int marks = 0;
      while (marks++ < MOST_MARKS && at < text.length() && text.charAt(at) >= 0x300) {
        int next = text.codePointAt(at);
        if (!continues(next)) {
          break;
        }
        at += Character.charCount(next);
      }
      boolean single = at - start == Character.charCount(first) && first < KNOWN.length * PAGE;
      String piece = single ? known(first) : folded(text, start, at);
      if (piece.isEmpty()) {
        continue;
      }
      if (blank >= 0 && begun) {
        to.piece(BLANK, blank, start);
      }
      blank = -1;
      begun = true;
      to.piece(piece, start, at);
    }
  }

  private static String known(int character) {
    String[] page = KNOWN[character / PAGE];
    if (page == null) {
      page = new String[PAGE];
      KNOWN[character / PAGE] = page;
    }
    String piece = page[character % PAGE];
    if (piece == null) {
      piece = folded(Character.toString(character));
      page[character % PAGE] = piece;
    }
    return piece;
  }

  private static String folded(String text, int start, int end) {
    return folded(text.substring(start, end));
  }

  private static String folded(String letter) {
    String apart = Normalizer.normalize(letter, Normalizer.Form.NFKD);
    if (isBlank(apart.codePointAt(0))) {
      // Accents that stand alone are a blank with an accent; there they are what is meant.
      return letter.codePoints().noneMatch(FoldedText::isSeen) ? "" : letter;
    }
    StringBuilder bare = new StringBuilder(apart.length());
    apart.codePoints().filter(FoldedText::isSeen).forEach(bare::appendCodePoint);
    StringBuilder small = new StringBuilder(bare.length());
    // By way of capitals, so that ß is ss; one by one, so that a sigma is one wherever it stands.
    bare.toString()
        .toLowerCase(Locale.ROOT)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .map(Character::toLowerCase)
        .filter(FoldedText::isSeen)
        .map(FoldedText::plain)
        .forEach(small::appendCodePoint);
    return Normalizer.normalize(small, Normalizer.Form.NFC);
  }

  /// Quotation marks and dashes as a keyboard has them: programs make others of them by themselves.
  private static int plain(int character) {
    return switch (character) {
      case 0x2018, 0x2019, 0x201B, 0x2BC -> '\'';
      case 0x201C, 0x201D, 0x201F -> '"';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212 -> '-';
      default -> character;
    };
  }

  private static boolean isBlank(int character) {
    if (character > ' ' && character < 0x7F) {
      return false;
    }
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character);
  }

  /// Whether it belongs to the character before it.
  private static boolean continues(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      // Vowels and final consonants of Hangul in parts, and the half-width marks of voiced kana.
      default ->
          isIn(character, 0x1160, 0x11FF)
              || isIn(character, 0xD7B0, 0xD7FF)
              || isIn(character, 0xFF9E, 0xFF9F)
              || isIn(character, 0xFFC2, 0xFFDC);
    };
  }

  /// Whether a reader would look for it: no accent, no point, nothing invisible.
  private static boolean isSeen(int character) {
    if (character < 0xAD) {
      return true;
    }
    return switch (Character.getType(character)) {
      case Character.FORMAT -> false;
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> !isAccent(character);
      default -> true;
    };
  }

  /// Latin, Greek and Cyrillic accents, the points of Hebrew, the vowel signs of Arabic and Syriac,
  /// what is put round symbols, and what chooses between forms of a character.
  private static boolean isAccent(int character) {
    return isIn(character, 0x300, 0x36F)
        || isIn(character, 0x483, 0x489)
        || isIn(character, 0x591, 0x5C7)
        || isIn(character, 0x610, 0x61A)
        || isIn(character, 0x64B, 0x65F)
        || character == 0x670
        || isIn(character, 0x6D6, 0x6ED)
        || isIn(character, 0x711, 0x74A)
        || isIn(character, 0x8CA, 0x8FF)
        || isIn(character, 0x180B, 0x180F)
        || isIn(character, 0x1AB0, 0x1AFF)
        || isIn(character, 0x1DC0, 0x1DFF)
        || isIn(character, 0x20D0, 0x20FF)
        || isIn(character, 0xFE00, 0xFE0F)
        || isIn(character, 0xFE20, 0xFE2F)
        || isIn(character, 0xE0100, 0xE01EF);
  }

  private static boolean isIn(int character, int first, int last) {
    return character >= first && character <= last;
  }

  /// Takes what is folded.
  @FunctionalInterface
  private interface Piece {
    /// @param start of what it was made of
    /// @param end behind that
    void piece(String folded, int start, int end);
  }

  /// Gathers the pieces with their places.
  private static final class Places implements Piece {
    private final StringBuilder folded;
    private int[] starts;
    private int[] ends;

    private Places(int length) {
      this.folded = new StringBuilder(length);
      this.starts = new int[length];
      this.ends = new int[length];
    }

    @Override
    public void piece(String piece, int start, int end) {
      int from = folded.length();
      folded.append(piece);
      if (folded.length() > starts.length) {
        int more = Math.max(folded.length(), starts.length * 2);
        starts = Arrays.copyOf(starts, more);
        ends = Arrays.copyOf(ends, more);
      }
      Arrays.fill(starts, from, folded.length(), start);
      Arrays.fill(ends, from, folded.length(), end);
    }
  }
}
