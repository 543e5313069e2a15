package chatter.server.export;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What people wrote, as HTML that means nothing but that text.
final class Escaped {
  private static final Pattern LINK =
      Pattern.compile(
          "\\bhttps?://[^\\s<>\"\u201c\u201d\u00ab\u00bb\\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+",
          Pattern.CASE_INSENSITIVE);

  /// What ends a sentence, and not an address.
  private static final Pattern TAIL = Pattern.compile("[.,:;!?'\u2019\"\u2026*_~)\\]}]+$");

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

  /// The same, and addresses of the web become links that show what was written.
  static String linked(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    int done = 0;
    Matcher found = LINK.matcher(text);
    while (found.find()) {
      String shown = TAIL.matcher(found.group()).replaceFirst("");
      if (leadsWhereItSays(shown)) {
        html.append(text(text.substring(done, found.start())))
            .append("<a href=\"")
            .append(text(shown))
            .append("\" rel=\"noreferrer noopener\">")
            .append(text(shown))
            .append("</a>");
        done = found.start() + shown.length();
      }
    }
    return html.append(text(text.substring(done))).toString();
  }

  /// A user name in an address (`https://bank.com@evil.org`) only ever deceives.
  private static boolean leadsWhereItSays(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() != null && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      // Then it stays text.
      return false;
    }
  }
}
