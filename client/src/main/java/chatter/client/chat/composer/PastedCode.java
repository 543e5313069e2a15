package chatter.client.chat.composer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lines that were pasted and look like code, which are offered to become a block. The page does
/// the same (`pasted-code.js`), by `pasted-code.json`.
final class PastedCode {
  private static final Pattern RETURN = Pattern.compile("\\r\\n?");
  private static final Pattern INDENT = Pattern.compile("\\t| {2}");
  private static final Pattern ITEM = Pattern.compile("[ \\t]*+(?:[-*•] |[0-9]{1,9}[.)] |>)");
  private static final Pattern FENCE = Pattern.compile(" {0,3}(?:`{3}|~{3})");

  /// Of this many lines one at least is indented.
  private static final int ONE_OF = 4;

  private PastedCode() {}

  /// The lines as a fenced block, less the indent that all of them have, if they look like code:
  /// there are at least two, one of four is indented, by a tab or two blanks, and they are neither
  /// a list nor quoted nor fenced.
  static Optional<String> codeOf(String pasted) {
    List<String> lines = List.of(RETURN.matcher(pasted).replaceAll("\n").split("\n", -1));
    List<String> written = lines.stream().filter(line -> !isBlank(line)).toList();
    if (written.size() < 2 || written.stream().anyMatch(line -> begins(FENCE, line))) {
      return Optional.empty();
    }
    long items = written.stream().filter(line -> begins(ITEM, line)).count();
    long indented =
        written.stream().filter(line -> begins(INDENT, line) && !begins(ITEM, line)).count();
    if (indented * ONE_OF < written.size() || items * 2 >= written.size()) {
      return Optional.empty();
    }
    int indent = commonIndent(written);
    List<String> code = new ArrayList<>();
    for (String line :
        lines.subList(
            lines.indexOf(written.getFirst()), lines.lastIndexOf(written.getLast()) + 1)) {
      code.add(isBlank(line) ? "" : Marks.strippedEnd(line.substring(indent)));
    }
    return Optional.of(Marks.fenced(String.join("\n", code)));
  }

  /// What stands in the field when what was pasted, which is selected, became code, which begins
  /// and ends lines of its own, with the caret behind it; empty if it is none, or is within code
  /// already.
  static Optional<FieldText> putAsCode(FieldText pasted) {
    String text = pasted.text();
    if (Marks.isFenced(FieldText.at(text, pasted.from()))) {
      return Optional.empty();
    }
    return codeOf(pasted.selected())
        .map(code -> {
          int end = pasted.from();
          while (end > 0 && isIndent(text.charAt(end - 1))) {
            end--;
          }
          int rest = pasted.to();
          while (rest < text.length() && isIndent(text.charAt(rest))) {
            rest++;
          }
          if (rest < text.length() && text.charAt(rest) == '\n') {
            rest++;
          }
          String before = text.substring(0, end);
          boolean begins = before.isEmpty() || before.endsWith("\n");
          String begun = before + (begins ? "" : "\n") + code + "\n";
          return FieldText.at(begun + text.substring(rest), begun.length());
        });
  }

  private static boolean begins(Pattern pattern, String line) {
    return pattern.matcher(line).lookingAt();
  }

  private static boolean isBlank(String line) {
    return Marks.stripped(line).isEmpty();
  }

  private static boolean isIndent(char c) {
    return c == ' ' || c == '\t';
  }

  /// How many characters all lines begin with alike that are blank.
  private static int commonIndent(List<String> lines) {
    String first = lines.getFirst();
    int length = 0;
    while (length < first.length() && isIndent(first.charAt(length))) {
      int at = length;
      if (!lines.stream()
          .allMatch(line -> line.length() > at && line.charAt(at) == first.charAt(at))) {
        break;
      }
      length++;
    }
    return length;
  }
}
