package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.ui.Texts;
import chatter.shared.limits.FileNames;
import java.util.List;
import java.util.Set;

/// What is said of files.
public final class FileWords {
  private static final long KILO = 1_000;

  private static final Set<String> KNOWN_FAILURES =
      Set.of(
          "too_large", "quota", "storage_full", "forbidden", "invalid", "not_found", "file_lost");

  private FileWords() {}

  /// A length, as `8.1 MB`.
  public static String size(Texts texts, long bytes) {
    if (bytes < KILO) {
      return texts.say("file.size.bytes", bytes);
    }
    String unit = unit(bytes);
    return texts.say("file.size." + unit, number(bytes, unit));
  }

  /// How much of it is there, as `8.1 of 13 MB`.
  public static String part(Texts texts, long done, long bytes) {
    if (bytes < KILO) {
      return texts.say("file.sizeDone", done, size(texts, bytes));
    }
    return texts.say("file.sizeDone", number(done, unit(bytes)), size(texts, bytes));
  }

  private static String unit(long bytes) {
    if (bytes < KILO * KILO - KILO / 2) {
      return "kilobytes";
    }
    return bytes < KILO * KILO * KILO - KILO * KILO / 2 ? "megabytes" : "gigabytes";
  }

  private static double number(long bytes, String unit) {
    double amount =
        bytes
            / switch (unit) {
              case "kilobytes" -> 1e3;
              case "megabytes" -> 1e6;
              default -> 1e9;
            };
    return unit.equals("kilobytes") || amount >= 10
        ? Math.round(amount)
        : Math.round(amount * 10) / 10.0;
  }

  /// A length and what kind of file it is, as `214 KB · PDF`.
  static String about(Texts texts, MessageFile file) {
    String size = size(texts, file.bytes());
    return file.extension().isEmpty() ? size : size + " · " + file.extension();
  }

  /// Why files of a message were refused.
  ///
  /// @param problem as `OutboxEntry` has it
  public static String failure(Texts texts, String problem, List<MessageFile> files) {
    String largest =
        files.stream()
            .max((one, two) -> Long.compare(one.bytes(), two.bytes()))
            .map(MessageFile::name)
            .orElse("");
    String first =
        files.stream()
            .filter(file -> file.copy() != null && !file.copy().finished())
            .findFirst()
            .map(MessageFile::name)
            .orElse(largest);
    return texts.say(
        "file.failed." + (KNOWN_FAILURES.contains(problem) ? problem : "unknown"), first);
  }

  /// Whether a system runs it when it is opened.
  public static boolean isProgram(MessageFile file) {
    return FileNames.isProgram(file.name());
  }
}
