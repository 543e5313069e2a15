package chatter.server.export;

import chatter.shared.limits.FileNames;
import java.util.Locale;
import java.util.Set;

/// Names of files for any disk, made of what people called theirs.
final class SafeNames {
  /// What a browser runs when it is opened from a disk: from there it could read what else is
  /// beside it.
  private static final Set<String> ACTIVE =
      Set.of(
          "htm", "html", "xhtml", "xht", "shtml", "svg", "svgz", "xml", "xsl", "xslt", "mht",
          "mhtml", "hta");

  private SafeNames() {}

  /// A name that every disk takes; what a browser would run is text by its name.
  ///
  /// @param before makes it a name that no other has
  /// @param mediaType what is in it
  static String of(String before, String name, String mediaType) {
    String safe = FileNames.safe(before + FileNames.safe(name));
    return isActive(safe, mediaType) ? FileNames.safe(safe + ".txt") : safe;
  }

  private static boolean isActive(String name, String mediaType) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT).strip();
    // Without an ending that they know, browsers look at what is in it.
    return ACTIVE.contains(ending)
        || (!ending.equals("txt")
            && (mediaType.contains("html")
                || mediaType.contains("svg")
                || mediaType.contains("xml")));
  }
}
