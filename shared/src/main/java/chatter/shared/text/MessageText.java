package chatter.shared.text;

import java.util.regex.Pattern;

/// What becomes of a message's text before it is stored, and before a client counts or keeps it;
/// what is stored is what everybody sees. The page does the same (`message-text.js`), by
/// `bodies.json`.
public final class MessageText {
  private static final String BLANK = "[\\t-\\r\\x1c-\\x1f\\p{Z}\\ufeff]";
  private static final Pattern RETURN = Pattern.compile("\\r\\n?");

  /// Blank lines only: what stands before the first word of its line is meant, in code and tables.
  private static final Pattern LEADING = Pattern.compile("^" + BLANK + "*[\\n\\u2028\\u2029]");

  private MessageText() {}

  /// A text with line feeds for line ends, without blank lines before it and without anything blank
  /// after it. Doing it again changes nothing.
  public static String of(String written) {
    String lines = written.indexOf('\r') < 0 ? written : RETURN.matcher(written).replaceAll("\n");
    int end = lines.length();
    while (end > 0 && isBlank(lines.charAt(end - 1))) {
      end--;
    }
    return LEADING.matcher(lines.substring(0, end)).replaceFirst("");
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }
}
