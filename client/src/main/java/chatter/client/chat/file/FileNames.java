package chatter.client.chat.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What files are called on this computer.
public final class FileNames {
  private static final int MOST_BYTES = 180;

  /// Controls, what turns the text around it, and what some system has a use for in a path.
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029/\\\\:*?\"<>|]");

  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private FileNames() {}

  /// A name that no system takes for anything but a file's, in the folder where it is put.
  public static String safe(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String safe = UNSAFE.matcher(last).replaceAll("_").strip().replaceAll("^[. ]+|[. ]+$", "");
    if (safe.isEmpty() || RESERVED.matcher(safe).matches()) {
      safe = "file_" + safe;
    }
    int dot = safe.lastIndexOf('.');
    String end = dot > 0 && safe.length() - dot <= 16 ? safe.substring(dot) : "";
    String stem = safe.substring(0, safe.length() - end.length());
    while ((stem + end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + end;
  }

  /// The same with a number before what it ends with.
  ///
  /// @param number 1 for the name itself
  static String numbered(String safe, int number) {
    if (number == 1) {
      return safe;
    }
    int dot = safe.lastIndexOf('.');
    String end = dot > 0 ? safe.substring(dot) : "";
    return safe.substring(0, safe.length() - end.length()) + " (" + number + ")" + end;
  }
}
