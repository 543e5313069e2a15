package chatter.shared.limits;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What files that are sent may be called. Clients send what `clean` makes of a name, so that
/// nothing fails for a name; the server checks, for those that do not. `file-names.json` holds
/// examples that the page is held to as well.
public final class FileNames {
  /// The longest name, in bytes of UTF-8: what the usual file systems take.
  public static final int MOST_BYTES = 255;

  private static final int MOST_EXTENSION_BYTES = 32;
  private static final String NAMELESS = "file";

  /// What Windows has for devices, whatever the extension: with superscript digits, too.
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?",
          Pattern.DOTALL);

  /// What a system runs when it is opened, by the ends of names.
  static final Set<String> PROGRAMS =
      Set.of(
          "apk",
          "app",
          "appimage",
          "bat",
          "cmd",
          "com",
          "command",
          "cpl",
          "deb",
          "desktop",
          "dmg",
          "exe",
          "gadget",
          "hta",
          "inf",
          "ipa",
          "iso",
          "jar",
          "js",
          "jse",
          "lnk",
          "msc",
          "msi",
          "msix",
          "msp",
          "pif",
          "pkg",
          "ps1",
          "psm1",
          "py",
          "reg",
          "rpm",
          "run",
          "scr",
          "sh",
          "vb",
          "vbe",
          "vbs",
          "ws",
          "wsf",
          "wsh");

  private static final Pattern NOT_ON_EVERY_SYSTEM = Pattern.compile("[<>:\"|?*/\\\\]");

  /// What is wrong with a name.
  public enum Rule {
    /// Nothing, or nothing but dots and what cannot be seen.
    FILE_NAME_MISSING("A file has a name."),
    /// Over `MOST_BYTES`.
    FILE_NAME_TOO_LONG("A file's name has at most " + MOST_BYTES + " bytes."),
    /// A path, or what would be one on some system.
    FILE_NAME_PATH("A file's name has no / and no \\."),
    /// Characters that cannot be seen or turn others around, behind which an extension can be
    /// hidden.
    FILE_NAME_INVISIBLE("A file's name has no line breaks or invisible characters.");

    private final String message;

    Rule(String message) {
      this.message = message;
    }

    /// One English sentence for a person.
    public String message() {
      return message;
    }
  }

  private FileNames() {}

  /// What is wrong with a name, if anything; null counts as missing.
  public static Optional<Rule> check(String name) {
    if (name == null || nothingToSee(name)) {
      return Optional.of(Rule.FILE_NAME_MISSING);
    }
    if (bytes(name) > MOST_BYTES) {
      return Optional.of(Rule.FILE_NAME_TOO_LONG);
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return Optional.of(Rule.FILE_NAME_PATH);
    }
    return withoutHidden(name).equals(name)
        ? Optional.empty()
        : Optional.of(Rule.FILE_NAME_INVISIBLE);
  }

  /// The name a file is sent under: the end of a path, composed (NFC), without what cannot be seen,
  /// and cut where it is too long, in front of its extension. `file`, if nothing is left.
  ///
  /// @param name of any kind, or null
  /// @return what `check` has nothing against; itself, if that is so already and it is composed
  public static String clean(String name) {
    if (name == null) {
      return NAMELESS;
    }
    String end = composed(lastSegment(name));
    // Cutting may leave at the end what only joined two characters.
    String kept = bytes(end) > MOST_BYTES ? withoutHidden(shortened(end)) : end;
    return nothingToSee(kept) ? NAMELESS : kept;
  }

  /// The name a file is saved under, good on Linux, macOS and Windows: no device of Windows, no
  /// hidden file, nothing that one of them does not take or silently drops.
  ///
  /// @param name of any kind, or null
  public static String safe(String name) {
    String safe = NOT_ON_EVERY_SYSTEM.matcher(clean(name)).replaceAll("_");
    int from = 0;
    int to = safe.length();
    while (from < to && safe.charAt(from) == ' ') {
      from++;
    }
    while (from < to && (safe.charAt(to - 1) == '.' || safe.charAt(to - 1) == ' ')) {
      to--;
    }
    safe = safe.substring(from, to);
    if (safe.startsWith(".")) {
      safe = "_" + safe.substring(1);
    }
    if (DEVICE.matcher(safe.toLowerCase(Locale.ROOT)).matches()) {
      safe = "_" + safe;
    }
    return clean(safe);
  }

  /// Whether a system runs what is saved under that name when it is opened. Some drop dots and
  /// spaces at the end.
  public static boolean isProgram(String name) {
    int to = name.length();
    while (to > 0 && (name.charAt(to - 1) == '.' || name.charAt(to - 1) == ' ')) {
      to--;
    }
    int dot = name.lastIndexOf('.', to - 1);
    return dot > 0 && PROGRAMS.contains(name.substring(dot + 1, to).toLowerCase(Locale.ROOT));
  }

  /// Without what is hidden, which may have kept a letter and its accent apart.
  private static String composed(String name) {
    String text = name;
    while (true) {
      String next = withoutHidden(Normalizer.normalize(text, Normalizer.Form.NFC));
      if (next.equals(text)) {
        return text;
      }
      text = next;
    }
  }

  private static String lastSegment(String path) {
    int to = path.length();
    while (to > 0 && isSeparator(path.charAt(to - 1))) {
      to--;
    }
    int from = to;
    while (from > 0 && !isSeparator(path.charAt(from - 1))) {
      from--;
    }
    return path.substring(from, to);
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '\\';
  }

  private static boolean nothingToSee(String name) {
    return name.codePoints().allMatch(c -> c == '.' || VisibleText.unseen(c));
  }

  /// Again and again, since what stands beside something that goes may have needed it.
  private static String withoutHidden(String name) {
    String text = name;
    while (true) {
      int[] all = text.codePoints().toArray();
      StringBuilder kept = new StringBuilder(text.length());
      for (int i = 0; i < all.length; i++) {
        int before = i == 0 ? -1 : all[i - 1];
        if (!VisibleText.hides(before, all[i], i + 1 == all.length ? -1 : all[i + 1])) {
          kept.appendCodePoint(all[i]);
        }
      }
      if (kept.length() == text.length()) {
        return text;
      }
      text = kept.toString();
    }
  }

  private static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot <= 0 ? "" : name.substring(dot);
    if (bytes(extension) > MOST_EXTENSION_BYTES || extension.indexOf(' ') >= 0) {
      extension = "";
    }
    int left = MOST_BYTES - bytes(extension);
    int end = 0;
    while (end < name.length() - extension.length()) {
      int next = end + Character.charCount(name.codePointAt(end));
      left -= bytes(name.substring(end, next));
      if (left < 0) {
        break;
      }
      end = next;
    }
    return name.substring(0, end) + extension;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
