package chatter.server.export;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// Names of files for any disk, made of what people called theirs.
final class SafeNames {
  /// Together with what comes before it a name must have less than 256 bytes on most disks.
  private static final int MOST_BYTES = 150;

  private static final int LONGEST_ENDING = 12;
  private static final String PUNCTUATION = "-_.()[]+,&'";

  /// What a browser runs when it is opened from a disk: from there it could read what else is
  /// beside it.
  private static final Set<String> ACTIVE =
      Set.of(
          "htm", "html", "xhtml", "xht", "shtml", "svg", "svgz", "xml", "xsl", "xslt", "mht",
          "mhtml", "hta");

  private SafeNames() {}

  /// A name without anything that means something to a disk, a shell or a reader's eye.
  ///
  /// @param before makes it a name that no other has, and none that a system keeps for itself
  /// @param mediaType what is in it
  static String of(String before, String name, String mediaType) {
    StringBuilder safe = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .codePoints()
        .forEach(c -> safe.appendCodePoint(isHarmless(c) ? c : '_'));
    String ending = ending(safe.toString());
    String begin = cut(safe.substring(0, safe.length() - ending.length()));
    String whole = (before + begin + ending).replaceAll("[. ]+$", "_");
    return isActive(ending, mediaType) ? whole + ".txt" : whole;
  }

  private static boolean isHarmless(int c) {
    return Character.isLetterOrDigit(c)
        || c == ' '
        || PUNCTUATION.indexOf(c) >= 0
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
          default -> false;
        };
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
  }

  private static String cut(String begin) {
    String cut = begin;
    while (cut.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  private static boolean isActive(String ending, String mediaType) {
    String named = ending.isEmpty() ? "" : ending.substring(1).toLowerCase(Locale.ROOT).strip();
    String type = mediaType.toLowerCase(Locale.ROOT);
    boolean active = type.contains("html") || type.contains("svg") || type.contains("xml");
    // Without an ending that they know, browsers look at what is in it.
    return ACTIVE.contains(named) || (active && !named.equals("txt"));
  }
}
