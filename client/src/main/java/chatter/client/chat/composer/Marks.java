package chatter.client.chat.composer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The marks of formatting that keys put into what is being written, and take out again. The page
/// does the same (`marks.js`), by `marks.json`.
final class Marks {
  private static final Pattern FENCE = Pattern.compile("(?s) {0,3}(`{3,}|~{3,})(.*)");

  /// What begins a line that is quoted, or an item of a list; there may be several.
  private static final Pattern LINE_BEGIN = Pattern.compile("(?:>|[-*+] |[0-9]{1,9}[.)] )[ \\t]*+");

  private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}\\p{M}_]");
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern ITALIC_MARK = Pattern.compile("(?<!\\*)\\*(?!\\*)");

  /// What is marked already within what shall be; an asterisk beside a digit is a product.
  private static final Pattern BOLD_INSIDE =
      Pattern.compile("\\*\\*(?=[^\\s\\p{Z}\\ufeff*])([^*]+)(?<=[^\\s\\p{Z}\\ufeff*])\\*\\*");

  private static final Pattern ITALIC_INSIDE =
      Pattern.compile(
          "(?<![*0-9])\\*(?=[^\\s\\p{Z}\\ufeff*])([^*]+)(?<=[^\\s\\p{Z}\\ufeff*])\\*(?![*0-9])");

  private Marks() {}

  /// What can be put on and taken off.
  enum Kind {
    BOLD("**"),
    ITALIC("*"),
    CODE("`"),
    /// Lines of code between fences.
    BLOCK("");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }

    private char letter() {
      return mark.charAt(0);
    }

    /// Whether so many marks at either end are, or hold, those of this kind: one is italic, two are
    /// bold, three are both.
    private boolean isOn(int run) {
      return switch (this) {
        case BOLD -> run > 1;
        case ITALIC -> run == 1 || run > 2;
        case CODE, BLOCK -> run > 0;
      };
    }

    private boolean isIn(String inner) {
      return this == BOLD ? inner.contains(mark) : ITALIC_MARK.matcher(inner).find();
    }
  }

  /// A stretch with the marks that stand at its ends.
  ///
  /// @param on whether they are those of the kind
  /// @param bare whether it is meant without them
  private record Piece(
      int start, int end, String before, String inner, String after, boolean on, boolean bare) {
    Piece with(String newBefore, String newInner, String newAfter) {
      return new Piece(start, end, newBefore, newInner, newAfter, on, bare);
    }
  }

  /// The lines of a text, and in which of them a selection begins and ends; one that ends before a
  /// line has nothing of it.
  private record Lines(List<String> all, int first, int last) {
    static Lines of(FieldText field) {
      String text = field.text();
      int first = lineOf(text, field.from());
      int last = lineOf(text, field.to());
      boolean before = last > first && text.charAt(field.to() - 1) == '\n';
      return new Lines(List.of(text.split("\n", -1)), first, before ? last - 1 : last);
    }

    private static int lineOf(String text, int place) {
      return (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    /// The block that holds all of the selection; null if none does.
    Fenced around() {
      return Fenced.in(all).stream()
          .filter(one -> one.first <= first && last <= one.last)
          .findFirst()
          .orElse(null);
    }
  }

  /// A fenced block, by the lines of its fences; one that is not closed goes to the end.
  private record Fenced(int first, int last, boolean closed) {
    static List<Fenced> in(List<String> lines) {
      List<Fenced> found = new ArrayList<>();
      int first = -1;
      String open = null;
      for (int at = 0; at < lines.size(); at++) {
        Matcher mark = FENCE.matcher(lines.get(at));
        boolean fence = mark.matches();
        if (open != null) {
          if (fence && mark.group(1).startsWith(open) && stripped(mark.group(2)).isEmpty()) {
            found.add(new Fenced(first, at, true));
            open = null;
          }
        } else if (fence && !(mark.group(1).startsWith("`") && mark.group(2).indexOf('`') >= 0)) {
          first = at;
          open = mark.group(1);
        }
      }
      if (open != null) {
        found.add(new Fenced(first, lines.size() - 1, false));
      }
      return found;
    }
  }

  /// What stands in the field after something was put on or taken off what is selected. Without a
  /// selection it is the word around the caret, or what is written next; for a block its line. Each
  /// line is marked by itself, and code over several lines is a block. In fenced code nothing is
  /// marked.
  static FieldText marked(Kind kind, FieldText field) {
    if (kind == Kind.BLOCK
        || (kind == Kind.CODE && stripped(field.selected()).indexOf('\n') >= 0)) {
      return block(field);
    }
    if (isFenced(field)) {
      return field;
    }
    return field.from() == field.to()
        ? atCaret(kind, field.text(), field.from())
        : selected(kind, field);
  }

  /// Whether all that is selected is in fenced code.
  static boolean isFenced(FieldText field) {
    return Lines.of(field).around() != null;
  }

  /// A text as a fenced block.
  static String fenced(String code) {
    int longest = runs(code).stream().mapToInt(Integer::intValue).max().orElse(0);
    String fence = "`".repeat(Math.max(2, longest) + 1);
    return fence + "\n" + code + "\n" + fence;
  }

  private static FieldText selected(Kind kind, FieldText field) {
    String text = field.text();
    List<Piece> pieces =
        stretches(field).stream()
            .map(stretch -> around(kind, text, stretch[0], stretch[1]))
            .filter(piece -> piece.start < piece.end)
            .toList();
    if (pieces.isEmpty()) {
      return field;
    }
    boolean off = pieces.stream().allMatch(Piece::on);
    StringBuilder result = new StringBuilder();
    int done = 0;
    int first = -1;
    int last = 0;
    for (Piece piece : pieces) {
      Piece change = off ? without(kind, piece) : piece.on ? piece : withMarks(kind, text, piece);
      result.append(text, Math.min(done, change.start), change.start).append(change.before);
      if (first < 0) {
        first = result.length();
      }
      result.append(change.inner);
      last = result.length();
      result.append(change.after);
      done = change.end;
    }
    return new FieldText(result.append(text, done, text.length()).toString(), first, last);
  }

  private static FieldText atCaret(Kind kind, String text, int at) {
    String mark = kind.mark;
    int length = mark.length();
    int left = runBefore(text, at, kind.letter());
    int right = runAfter(text, at, kind.letter());
    if (left == right && kind.isOn(left)) {
      return FieldText.at(
          text.substring(0, at - length) + text.substring(at + length), at - length);
    }
    String line = text.substring(text.lastIndexOf('\n', at - 1) + 1, at);
    if (left == 0
        && kind.isOn(right)
        && line.contains(mark)
        && !isBlank(line.charAt(line.length() - 1))) {
      return FieldText.at(text, at + length);
    }
    int start = wordStart(text, at);
    int end = wordEnd(text, at);
    if (start < end) {
      Piece piece = around(kind, text, start, end);
      if (piece.on || (start < at && at < end)) {
        Piece next = piece.on ? without(kind, piece) : withMarks(kind, text, piece);
        String begun = text.substring(0, next.start) + next.before;
        return FieldText.at(
            begun + next.inner + next.after + text.substring(next.end),
            begun.length() + at - start);
      }
    }
    return FieldText.at(text.substring(0, at) + mark + mark + text.substring(at), at + length);
  }

  /// What is selected of each line: without what begins the line, and without blanks around.
  private static List<int[]> stretches(FieldText field) {
    String text = field.text();
    List<int[]> found = new ArrayList<>();
    int lineStart = text.lastIndexOf('\n', field.from() - 1) + 1;
    while (lineStart <= field.to()) {
      int next = text.indexOf('\n', lineStart);
      int lineEnd = next < 0 ? text.length() : next;
      int start = Math.max(field.from(), contentStart(text, lineStart, lineEnd));
      int end = Math.min(field.to(), lineEnd);
      while (start < end && isBlank(text.charAt(start))) {
        start++;
      }
      while (end > start && isBlank(text.charAt(end - 1))) {
        end--;
      }
      if (start < end) {
        found.add(new int[] {start, end});
      }
      lineStart = lineEnd + 1;
    }
    return found;
  }

  private static int contentStart(String text, int lineStart, int lineEnd) {
    int at = lineStart;
    while (at < lineEnd && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    Matcher begin = LINE_BEGIN.matcher(text).region(at, lineEnd);
    while (begin.lookingAt()) {
      at = begin.end();
      begin.region(at, lineEnd);
    }
    return at;
  }

  /// A stretch with the marks that stand at its ends, inside of them or outside.
  private static Piece around(Kind kind, String text, int start, int end) {
    char letter = kind.letter();
    int from = start;
    int to = end;
    while (from < to && text.charAt(from) == letter) {
      from++;
    }
    while (to > from && text.charAt(to - 1) == letter) {
      to--;
    }
    if (from == to) {
      return new Piece(start, start, "", "", "", false, false);
    }
    int left = runBefore(text, from, letter);
    int right = runAfter(text, to, letter);
    String inner = text.substring(from, to);
    String before = String.valueOf(letter).repeat(left);
    String after = String.valueOf(letter).repeat(right);
    boolean on;
    boolean whole;
    if (kind == Kind.CODE) {
      on = left == right && left > 0 && !runs(inner).contains(left);
      whole = on;
    } else {
      on = kind.isOn(Math.min(left, right)) && !kind.isIn(inner);
      // Marks of the other kind stay around.
      whole = on || (left == right && left > 0 && inner.indexOf('*') < 0);
    }
    return whole
        ? new Piece(from - left, to + right, before, inner, after, on, false)
        : new Piece(start, end, before, inner, after, false, true);
  }

  private static Piece without(Kind kind, Piece piece) {
    if (kind != Kind.CODE) {
      int length = kind.mark.length();
      return piece.with(piece.before.substring(length), piece.inner, piece.after.substring(length));
    }
    String inner = piece.inner;
    boolean padded =
        inner.length() > 2
            && inner.indexOf('`') >= 0
            && inner.startsWith(" ")
            && inner.endsWith(" ");
    return piece.with("", padded ? inner.substring(1, inner.length() - 1) : inner, "");
  }

  private static Piece withMarks(Kind kind, String text, Piece piece) {
    String mark = kind.mark;
    if (!piece.bare) {
      return piece.with(piece.before + mark, piece.inner, mark + piece.after);
    }
    String meant = text.substring(piece.start, piece.end);
    if (kind != Kind.CODE) {
      Pattern inside = kind == Kind.BOLD ? BOLD_INSIDE : ITALIC_INSIDE;
      return piece.with(mark, inside.matcher(meant).replaceAll("$1"), mark);
    }
    List<Integer> lengths = runs(meant);
    int length = 1;
    while (lengths.contains(length)) {
      length++;
    }
    String pad = meant.startsWith("`") || meant.endsWith("`") ? " " : "";
    return piece.with("`".repeat(length) + pad, meant, pad + "`".repeat(length));
  }

  /// How many backticks stand beside each other, wherever some do.
  private static List<Integer> runs(String text) {
    return BACKTICKS.matcher(text).results().map(MatchResult::group).map(String::length).toList();
  }

  private static int runBefore(String text, int at, char letter) {
    int from = at;
    while (from > 0 && text.charAt(from - 1) == letter) {
      from--;
    }
    return at - from;
  }

  private static int runAfter(String text, int at, char letter) {
    int to = at;
    while (to < text.length() && text.charAt(to) == letter) {
      to++;
    }
    return to - at;
  }

  private static int wordStart(String text, int at) {
    int start = at;
    while (start > 0 && isLetter(text.codePointBefore(start))) {
      start -= Character.charCount(text.codePointBefore(start));
    }
    return start;
  }

  private static int wordEnd(String text, int at) {
    int end = at;
    while (end < text.length() && isLetter(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean isLetter(int c) {
    return LETTER.matcher(Character.toString(c)).matches();
  }

  /// What JavaScript calls blank as well.
  static boolean isBlank(char c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\uFEFF';
  }

  /// Without what is blank around it.
  static String stripped(String text) {
    int from = 0;
    while (from < text.length() && isBlank(text.charAt(from))) {
      from++;
    }
    return strippedEnd(text.substring(from));
  }

  /// Without what is blank at its end.
  static String strippedEnd(String text) {
    int to = text.length();
    while (to > 0 && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(0, to);
  }

  /// Lines become a fenced block; those of a block become lines again.
  private static FieldText block(FieldText field) {
    Lines lines = Lines.of(field);
    Fenced open = lines.around();
    if (open != null) {
      return unfenced(lines.all, open, field);
    }
    String before = String.join("\n", lines.all.subList(0, lines.first));
    String chosen = String.join("\n", lines.all.subList(lines.first, lines.last + 1));
    String code = fenced(chosen);
    List<String> now = new ArrayList<>(lines.all.subList(0, lines.first));
    now.add(code);
    now.addAll(lines.all.subList(lines.last + 1, lines.all.size()));
    int start = before.length() + (lines.first > 0 ? 1 : 0);
    int inside = start + code.indexOf('\n') + 1;
    String result = String.join("\n", now);
    return field.from() == field.to()
        ? FieldText.at(result, inside + field.from() - start)
        : new FieldText(result, inside, inside + chosen.length());
  }

  private static FieldText unfenced(List<String> lines, Fenced block, FieldText field) {
    List<String> before = lines.subList(0, block.first);
    List<String> kept = lines.subList(block.first + 1, block.closed ? block.last : block.last + 1);
    List<String> now = new ArrayList<>(before);
    now.addAll(kept);
    now.addAll(lines.subList(block.last + 1, lines.size()));
    String text = String.join("\n", now);
    int start = String.join("\n", before).length() + (block.first > 0 ? 1 : 0);
    int end = Math.min(text.length(), start + String.join("\n", kept).length());
    int fence = lines.get(block.first).length() + 1;
    return new FieldText(
        text,
        Math.max(Math.min(start, end), Math.min(end, field.from() - fence)),
        Math.max(Math.min(start, end), Math.min(end, field.to() - fence)));
  }
}
