package chatter.shared.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Which way a text runs. As on the page (`unicode-bidi: plaintext`), each line goes by its own
/// first strong letter, and one without any by the line before.
public final class Direction {
  /// What would end the isolation, or reach out of it.
  private static final Pattern CONTROLS = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

  private static final char ISOLATE = '\u2068';
  private static final char RIGHT_TO_LEFT_MARK = '\u200f';
  private static final char END_OF_ISOLATE = '\u2069';

  /// Most stretches a text is cut into; beyond, lines run like the one before. Nobody writes so,
  /// and each stretch costs its own layout.
  private static final int MOST = 64;

  private Direction() {}

  /// Lines one after another that run the same way.
  ///
  /// @param text with the line breaks between them, without the last one
  /// @param end where it ends in the whole text, before that last line break
  public record Stretch(String text, boolean rightToLeft, int start, int end) {}

  /// Cuts a text where the direction changes.
  public static List<Stretch> stretches(String text) {
    List<Stretch> stretches = new ArrayList<>();
    boolean current = false;
    boolean known = false;
    int start = 0;
    int line = 0;
    while (line <= text.length()) {
      int feed = text.indexOf('\n', line);
      int end = feed < 0 ? text.length() : feed;
      int first = firstStrong(text, line, end);
      if (first != 0) {
        boolean rightToLeft = first > 0;
        if (known && rightToLeft != current && stretches.size() < MOST) {
          stretches.add(new Stretch(text.substring(start, line - 1), current, start, line - 1));
          start = line;
        }
        if (!known || stretches.size() < MOST) {
          current = rightToLeft;
        }
        known = true;
      }
      line = end + 1;
    }
    stretches.add(new Stretch(text.substring(start), current, start, text.length()));
    return stretches;
  }

  /// Whether the first strong letter of a text runs from right to left.
  public static boolean isRightToLeft(String text) {
    return firstStrong(text, 0, text.length()) > 0;
  }

  /// A line that runs the way of the text it leads to: cut off, it loses that one's end and not its
  /// beginning. Marked with an invisible letter if that one runs from right to left.
  public static String runningLike(String text, String line) {
    return isRightToLeft(text) ? RIGHT_TO_LEFT_MARK + line : line;
  }

  /// A text that is put into a sentence, so that it turns nothing around it: in isolation if there
  /// is anything in it that could.
  public static String isolated(String text) {
    return turns(text) ? ISOLATE + CONTROLS.matcher(text).replaceAll("") + END_OF_ISOLATE : text;
  }

  /// Whether anything in a text runs from right to left, or turns what follows it.
  public static boolean turns(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Hebrew begins here; everything before runs from left to right.
      if (c >= 0x590) {
        byte direction = Character.getDirectionality(text.codePointAt(i));
        if (direction != Character.DIRECTIONALITY_LEFT_TO_RIGHT
            && direction != Character.DIRECTIONALITY_NONSPACING_MARK
            && (isRightToLeft(direction)
                || direction >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING)) {
          return true;
        }
      }
    }
    return false;
  }

  /// 1 for from right to left, -1 for the other way, 0 for neither; what is isolated does not
  /// count.
  private static int firstStrong(String text, int from, int to) {
    int isolates = 0;
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      byte direction = Character.getDirectionality(text.codePointAt(i));
      switch (direction) {
        case Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE ->
            isolates++;
        case Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
            isolates = Math.max(0, isolates - 1);
        default -> {
          if (isolates == 0 && isRightToLeft(direction)) {
            return 1;
          }
          if (isolates == 0 && direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT) {
            return -1;
          }
        }
      }
    }
    return 0;
  }

  private static boolean isRightToLeft(byte direction) {
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }
}
