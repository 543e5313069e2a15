package chatter.server.export;

/// What people wrote, as HTML that means nothing but that text.
final class Escaped {
  private Escaped() {}

  /// For between tags and for attributes in double quotes.
  static String text(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        case '\n', '\t' -> html.append(c);
        case '\r' -> {
          // What comes before the end of a line on some systems.
        }
        // HTML has no way to write the others.
        default -> html.append(Character.isISOControl(c) ? '\ufffd' : c);
      }
    }
    return html.toString();
  }
}
