package chatter.shared.text;

import chatter.shared.text.TextTree.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the blocks of a text, line by line: quotes, lists, code between fences, and lines. They
/// are CommonMark's, less what a chat does not want; decision 13 of the client says why. One reads
/// one text. The page does the same (`text-tree.js`).
final class BlockReader {
  /// What would nest deeper is read as lines of the deepest.
  static final int DEEPEST = 8;

  private static final int TAB = 4;

  /// What is indented further begins nothing.
  private static final int MOST_INDENT = 3;

  private static final Pattern UNREADABLE = Pattern.compile("[\\x00\\ufdd0-\\ufdd7]");
  private static final Pattern FENCE = Pattern.compile("(`{3,}|~{3,})[ \\t]*(.*)");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9+#._-]{1,32}");
  private static final Pattern QUOTE = Pattern.compile("[> \\t]*[ \\t][^> \\t]");
  private static final Pattern ITEM =
      Pattern.compile("(?:([-+*])|([0-9]{1,9})([.)]))([ \\t]+)(?=[^ \\t])");

  private static final Pattern FENCES = Pattern.compile("[`~]");

  /// A line that would begin something, but for the backslash.
  private static final Pattern ESCAPED =
      Pattern.compile("^( {0,3})(?:\\\\(?=[-+>])|([0-9]{1,9})\\\\(?=[.)]))");

  private final SpanReader.Budget budget = new SpanReader.Budget();
  private final List<Container> open = new ArrayList<>();
  private Leaf leaf;

  private String line;
  private int at;

  /// The column of `at`; a tab may have been taken in part.
  private int column;

  private boolean insideTab;

  /// Where the next thing stands that is not blank, and how many columns away.
  private int next;

  private int indent;

  List<Block> read(String text) {
    Container whole = new Container(null, 0, budget);
    open.add(whole);
    String readable = UNREADABLE.matcher(MessageText.of(text)).replaceAll("\ufffd");
    for (String each : readable.replace('\u000b', ' ').replace('\f', ' ').split("\n", -1)) {
      take(each);
    }
    closeTo(1);
    return whole.blocks();
  }

  private void take(String written) {
    line = written;
    at = 0;
    column = 0;
    insideTab = false;
    int matched = 1;
    while (matched < open.size() && goesOn(open.get(matched))) {
      matched++;
    }
    if (matched < open.size()) {
      closeTo(matched);
    }
    if (leaf instanceof Fence fence) {
      takeCode(fence);
    } else if (!begin()) {
      takeLine();
    }
  }

  private boolean goesOn(Container container) {
    look();
    if (container.marker == null) {
      if (indent > MOST_INDENT || next == line.length() || line.charAt(next) != '>') {
        return false;
      }
      takeQuoteMark();
      return true;
    }
    if (next == line.length()) {
      return true;
    }
    if (indent < container.indent) {
      return false;
    }
    skip(container.indent);
    return true;
  }

  private void takeCode(Fence fence) {
    look();
    Matcher mark = FENCE.matcher(line).region(next, line.length());
    if (indent <= MOST_INDENT
        && mark.matches()
        && mark.group(2).isEmpty()
        && mark.group(1).charAt(0) == fence.mark.charAt(0)
        && mark.group(1).length() >= fence.mark.length()) {
      fence.written.add(rest());
      closeLeaf();
      return;
    }
    fence.written.add(rest());
    skip(Math.min(indent, fence.indent));
    fence.code.add(rest());
  }

  /// Opens all that begins in a line.
  ///
  /// @return whether nothing is left of it
  private boolean begin() {
    while (true) {
      look();
      if (next == line.length() || indent > MOST_INDENT) {
        return false;
      }
      Matcher fence = FENCE.matcher(line).region(next, line.length());
      if (fence.matches()
          && !(fence.group(1).startsWith("`") && fence.group(2).indexOf('`') >= 0)) {
        String written = rest();
        closeLeaf();
        leaf = new Fence(fence.group(1), indent, withoutBlankEnd(fence.group(2)), written);
        return true;
      }
      if (open.size() > DEEPEST || !beginContainer()) {
        return false;
      }
    }
  }

  private boolean beginContainer() {
    if (line.charAt(next) == '>') {
      if (!QUOTE.matcher(line).region(next + 1, line.length()).lookingAt()) {
        return false;
      }
      closeLeaf();
      open.add(new Container(null, 0, budget));
      takeQuoteMark();
      return true;
    }
    Matcher item = ITEM.matcher(line).region(next, line.length());
    if (!item.lookingAt() || isRule()) {
      return false;
    }
    boolean numbered = item.group(2) != null;
    int number = numbered ? Integer.parseInt(item.group(2)) : 0;
    boolean amongLines = leaf instanceof Text text && text.ended == 0;
    if (numbered && number != 1 && amongLines) {
      return false;
    }
    closeLeaf();
    int mark = item.end(4) - item.group(4).length() - next;
    int before = indent + mark;
    skip(before);
    look();
    int blanks = indent > TAB ? 1 : indent;
    skip(blanks);
    open.getLast().list(numbered ? item.group(3) : item.group(1)).begin(number);
    open.add(new Container(numbered ? item.group(3) : item.group(1), before + blanks, budget));
    return true;
  }

  /// Whether the line is drawn with bullets, and parts a text: it is no list of nothing.
  private boolean isRule() {
    for (int i = next; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != line.charAt(next) && c != ' ' && c != '\t') {
        return false;
      }
    }
    return true;
  }

  private void takeLine() {
    look();
    if (next < line.length()) {
      lines().add(ESCAPED.matcher(withoutBlankEnd(rest())).replaceFirst("$1$2"));
    } else if (leaf instanceof Text text) {
      text.ended++;
    }
  }

  /// Where lines of the innermost container go.
  private Text lines() {
    if (!(leaf instanceof Text)) {
      leaf = open.getLast().text();
    }
    return (Text) leaf;
  }

  private void look() {
    next = at;
    int reached = column;
    while (next < line.length() && (line.charAt(next) == ' ' || line.charAt(next) == '\t')) {
      reached += line.charAt(next) == '\t' ? TAB - reached % TAB : 1;
      next++;
    }
    indent = reached - column;
  }

  private void skip(int columns) {
    int left = columns;
    while (left > 0 && at < line.length()) {
      int width = line.charAt(at) == '\t' ? TAB - column % TAB : 1;
      insideTab = width > left;
      column += Math.min(width, left);
      left -= Math.min(width, left);
      if (!insideTab) {
        at++;
      }
    }
  }

  private void takeQuoteMark() {
    skip(indent + 1);
    if (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      skip(1);
    }
  }

  private String rest() {
    return insideTab ? " ".repeat(TAB - column % TAB) + line.substring(at + 1) : line.substring(at);
  }

  private void closeTo(int size) {
    closeLeaf();
    while (open.size() > size) {
      Container closed = open.removeLast();
      if (closed.marker == null) {
        open.getLast().add(new TextTree.Quote(closed.blocks()));
      } else {
        open.getLast().list.end(closed.blocks());
      }
    }
  }

  private void closeLeaf() {
    if (leaf instanceof Fence fence) {
      leaf = null;
      if (fence.code.stream().allMatch(each -> withoutBlankEnd(each).isEmpty())) {
        fence.written.forEach(
            each -> lines().add(SpanReader.unread(withoutBlankEnd(each), FENCES)));
      } else {
        String text = String.join("\n", fence.code);
        open.getLast().add(new TextTree.Code(fence.language, text));
      }
    }
    leaf = null;
  }

  private static String withoutBlankEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    return text.substring(0, end);
  }

  private sealed interface Leaf permits Text, Fence {}

  /// Lines that follow each other, and how many blank ones came last.
  private static final class Text implements Leaf {
    final List<String> lines = new ArrayList<>();
    int ended;

    void add(String written) {
      for (; ended > 0; ended--) {
        lines.add("");
      }
      lines.add(written);
    }
  }

  /// Code, and how it was written, should there be none.
  private static final class Fence implements Leaf {
    final String mark;
    final int indent;
    final String language;
    final List<String> code = new ArrayList<>();
    final List<String> written = new ArrayList<>();

    Fence(String mark, int indent, String info, String first) {
      this.mark = mark;
      this.indent = indent;
      language = LANGUAGE.matcher(info).matches() ? info : null;
      written.add(first);
      if (language == null && !info.isEmpty()) {
        code.add(info);
      }
    }
  }

  /// A list that may go on.
  private static final class Listing {
    final String marker;
    final List<List<Block>> items = new ArrayList<>();
    final List<Integer> numbers = new ArrayList<>();
    private int typed = -1;

    Listing(String marker) {
      this.marker = marker;
    }

    /// Numbers are what was typed; where the same is typed again and again, they count.
    void begin(int number) {
      numbers.add(number == typed ? numbers.getLast() + 1 : number);
      typed = number;
    }

    void end(List<Block> blocks) {
      items.add(blocks);
    }

    Block block() {
      if (!marker.equals(".") && !marker.equals(")")) {
        return new TextTree.Bullets(items);
      }
      List<TextTree.Item> numbered = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        numbered.add(new TextTree.Item(numbers.get(i), items.get(i)));
      }
      return new TextTree.Numbers(marker, numbered);
    }
  }

  /// The whole, a quote, or an item of a list.
  private static final class Container {
    /// What an item begins with; null if it is none.
    final String marker;

    /// How far what belongs to an item is indented.
    final int indent;

    private final List<Block> done = new ArrayList<>();
    private final SpanReader.Budget budget;

    /// The last of its blocks, as long as it may grow.
    private Listing list;

    private Text text;

    Container(String marker, int indent, SpanReader.Budget budget) {
      this.marker = marker;
      this.indent = indent;
      this.budget = budget;
    }

    void add(Block block) {
      settle();
      done.add(block);
    }

    Listing list(String marker) {
      if (list == null || !list.marker.equals(marker)) {
        settle();
        list = new Listing(marker);
      }
      return list;
    }

    Text text() {
      if (text == null) {
        settle();
        text = new Text();
      }
      return text;
    }

    List<Block> blocks() {
      settle();
      return done;
    }

    private void settle() {
      if (list != null) {
        done.add(list.block());
        list = null;
      }
      if (text != null) {
        done.add(new TextTree.Lines(SpanReader.read(text.lines, budget)));
        text = null;
      }
    }
  }
}
