package chatter.shared.limits;

/// Which characters can be seen, and which turn or hide others. Java knows Unicode's categories but
/// not its property Default_Ignorable_Code_Point, so that stands here; `names.json` holds the same
/// for the page.
final class VisibleText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int BLACK_FLAG = 0x1F3F4;

  /// Unicode 17, DerivedCoreProperties.txt: pairs of first and last.
  private static final int[] IGNORABLE = {
    0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F,
    0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF,
    0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF,
  };

  private VisibleText() {}

  /// Whether nothing is drawn for it by itself, or only on what stands before it.
  static boolean unseen(int c) {
    return ignorable(c)
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == 0x2800 // a braille pattern without dots
        || noncharacter(c)
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  static boolean ignorable(int c) {
    for (int i = 0; i < IGNORABLE.length; i += 2) {
      if (c >= IGNORABLE[i] && c <= IGNORABLE[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /// A mark that is drawn on what stands before it and can be piled up.
  static boolean piles(int c) {
    int type = Character.getType(c);
    return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK)
        && !ignorable(c);
  }

  /// How many of these may follow each other: two, and four in the scripts whose words need more.
  static int mostInARow(int mark) {
    return switch (Character.UnicodeScript.of(mark)) {
      case MYANMAR, TIBETAN, KHMER, HEBREW, TAI_THAM -> 4;
      default -> 2;
    };
  }

  /// Whether a character has no business in a name: it cannot be seen, or turns the direction of
  /// what follows, and is not needed to write what stands around it.
  ///
  /// @param before the character before it, or -1
  /// @param after the character after it, or -1
  static boolean hides(int before, int c, int after) {
    if (noncharacter(c) || c == 0x2800) {
      return true;
    }
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          // Whatever a font of somebody's makes of it.
          Character.PRIVATE_USE -> {
        return true;
      }
      default -> {}
    }
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      // Persian and the scripts of India spell with them, and families and professions are emoji
      // put together.
      return !(joinable(before) && after >= 0 && !unseen(after));
    }
    if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF)) {
      // Which form of an emoji or of a Chinese character is meant.
      return before < 0 || unseen(before) || (Character.isLetter(before) && !han(before));
    }
    if (c >= 0xE0020 && c <= 0xE007F) {
      return before != BLACK_FLAG && !(before >= 0xE0020 && before <= 0xE007E);
    }
    return ignorable(c) || Character.getType(c) == Character.FORMAT;
  }

  private static boolean joinable(int before) {
    return before >= 0 && (!unseen(before) || piles(before) || before == 0xFE0F);
  }

  private static boolean han(int c) {
    return Character.isIdeographic(c);
  }

  private static boolean noncharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }
}
