package chatter.client.chat.emoji;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An emoji that is being written as `:thumbsup:` in the field. The page does the same
/// (`shortcode.js`), by `shortcodes.json`.
///
/// @param start where what the emoji replaces begins, in UTF-16 units
/// @param end where it ends: the caret
/// @param query what stands between the colons
/// @param closed whether the second colon is there: then a shortcode is replaced by its emoji at
///   once, and anything else is text; until then it is completed
public record Shortcode(int start, int end, String query, boolean closed) {
  /// Longer than any shortcode.
  private static final int LONGEST = 60;

  /// An address is looked at so far back.
  private static final int LONGEST_RUN = 2000;

  private static final Pattern WRITTEN =
      Pattern.compile(":([\\p{L}\\p{N}\\p{M}_+-]{1," + LONGEST + "})(:?)\\z");
  private static final Pattern BEGUN = Pattern.compile("[+-]1|\\p{L}.+");
  private static final Pattern LAST_RUN = Pattern.compile("[^\\s\\p{Z}\\ufeff]*\\z");

  /// What may stand before the first colon beside a blank: what opens, what ends a clause, what
  /// emphasises.
  private static final Pattern BEFORE = Pattern.compile("[\\p{Ps}\\p{Pi},;.!?…¿¡。，、！？*~–—]\\z");

  private static final Pattern QUOTE = Pattern.compile("(?:^|[\\s\\p{Z}])[\"']\\z");
  private static final Pattern EMOJI =
      Pattern.compile(
          "[\\p{IsExtended_Pictographic}\\p{IsEmoji_Modifier}\\x{1F1E6}-\\x{1F1FF}\\ufe0f\\u20e3\\x{E007F}]\\z");
  private static final Pattern ADDRESS = Pattern.compile("://|^www\\.", Pattern.CASE_INSENSITIVE);
  private static final Pattern FENCE = Pattern.compile("(?s) {0,3}(`{3,}|~{3,})(.*)");

  /// What is written before the caret of an emoji. It takes two letters to begin, and it is none
  /// within a word, a time, an address or code; no smiley is one.
  ///
  /// @param caret in UTF-16 units
  public static Optional<Shortcode> at(String text, int caret) {
    int from = Math.max(0, caret - 2 * LONGEST);
    Matcher written = WRITTEN.matcher(text.substring(from, caret));
    if (!written.find()) {
      return Optional.empty();
    }
    String query = written.group(1);
    boolean closed = !written.group(2).isEmpty();
    int start = from + written.start();
    String before = text.substring(0, start);
    if ((!closed && !BEGUN.matcher(query).matches()) || !opens(before) || inCode(before)) {
      return Optional.empty();
    }
    return Optional.of(new Shortcode(start, caret, query, closed));
  }

  private static boolean opens(String before) {
    Matcher last = LAST_RUN.matcher(before.substring(Math.max(0, before.length() - LONGEST_RUN)));
    String run = last.find() ? last.group() : "";
    return run.isEmpty()
        || ((BEFORE.matcher(run).find()
                || EMOJI.matcher(run).find()
                || QUOTE.matcher(before.substring(Math.max(0, before.length() - 2))).find())
            && !ADDRESS.matcher(run).find());
  }

  /// Whether a text that goes on would be code: in a fenced block, or after a backtick that waits
  /// for the next.
  private static boolean inCode(String before) {
    if (before.indexOf('`') < 0 && before.indexOf('~') < 0) {
      return false;
    }
    String fence = null;
    StringBuilder paragraph = new StringBuilder();
    for (String line : before.split("\n", -1)) {
      Matcher mark = FENCE.matcher(line);
      boolean marked = mark.matches();
      if (fence != null) {
        if (marked && mark.group(1).startsWith(fence) && mark.group(2).isBlank()) {
          fence = null;
        }
      } else if (marked && !(mark.group(1).startsWith("`") && mark.group(2).indexOf('`') >= 0)) {
        fence = mark.group(1);
        paragraph.setLength(0);
      } else if (line.isBlank()) {
        paragraph.setLength(0);
      } else {
        paragraph.append(line).append('\n');
      }
    }
    return fence != null || codeOpen(paragraph);
  }

  private static boolean codeOpen(CharSequence paragraph) {
    int open = 0;
    int at = 0;
    while (at < paragraph.length()) {
      char c = paragraph.charAt(at);
      if (c == '\\' && open == 0) {
        at += 2;
      } else if (c != '`') {
        at++;
      } else {
        int from = at;
        while (at < paragraph.length() && paragraph.charAt(at) == '`') {
          at++;
        }
        if (open == 0) {
          open = at - from;
        } else if (open == at - from) {
          open = 0;
        }
      }
    }
    return open > 0;
  }
}
