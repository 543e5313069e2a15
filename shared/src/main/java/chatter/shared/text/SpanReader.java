package chatter.shared.text;

import chatter.shared.limits.Limits;
import chatter.shared.text.TextTree.Span;
import chatter.shared.text.TextTree.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Node;
import org.commonmark.node.Nodes;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;

/// Reads the spans of lines by commonmark-java. Addresses and mentions are put aside before, as one
/// letter to it, and put back where they stood: so an address is whole whatever is in it, and in
/// code both stay what was typed. The page does the same with markdown-it (`spans.js`).
final class SpanReader {
  /// How many marks are read between two blank lines; where there are more, none is one. It bounds
  /// what nests, and what is compared with what.
  private static final int MOST_MARKS = 400;

  private static final int MOST_BRACKETS = 100;

  /// How much is read in a whole text: a paragraph counts two, a mark of emphasis one, a bracket
  /// four. The rest is as typed.
  private static final int MOST_READ = 2_000;

  private static final char ASIDE = '\ufdd0';
  private static final char ASIDE_END = '\ufdd1';

  /// Marks that shall not be read, and what stands for them meanwhile.
  private static final String MARKS = "*_~[\\`";

  private static final String UNREAD = "\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6\ufdd7";

  /// For the library a line break is a blank like others, so that it leaves what is around it.
  private static final char BREAK = '\f';

  private static final Pattern EMPHASES = Pattern.compile("[*_~]");
  private static final Pattern BRACKETS = Pattern.compile("\\[");
  private static final Pattern READABLE = Pattern.compile("[*_~`\\[\\\\]");
  private static final Pattern SET_ASIDE = Pattern.compile(ASIDE + "([0-9]+)" + ASIDE_END);

  /// Somebody who is mentioned, or a face of which no mark may be taken.
  private static final Pattern WHOLE =
      Pattern.compile(
          Mentions.MENTION + "|([\\^;*=.'@~\u00b0-])_+\\2|>_+<|\u00af\\\\_\\(\u30c4\\)_/\u00af");

  /// A backslash before anything else is one.
  private static final Pattern NO_ESCAPE = Pattern.compile("\\\\(?![*_~`\\[\\]<])");

  private static final Pattern CALCULATION = Pattern.compile("(?<=[0-9])\\*+(?=[0-9])");
  private static final Parser LIBRARY =
      Parser.builder()
          .enabledBlockTypes(Set.of())
          .customBlockParserFactory(new Everything.Factory())
          .customInlineContentParserFactory(new AsTyped())
          .customDelimiterProcessor(new Strikes())
          .linkProcessor(SpanReader::link)
          .build();

  private final List<Aside> asides = new ArrayList<>();
  private final String paragraph;

  private SpanReader(String paragraph) {
    this.paragraph = paragraph;
  }

  /// What is put aside.
  ///
  /// @param typed how it was written
  private record Aside(String typed, Span span) {}

  /// What may still be read of a text.
  static final class Budget {
    private long left = MOST_READ;

    private boolean take(String text) {
      long cost = 2 + count(text, EMPHASES) + 4 * count(text, BRACKETS);
      if (cost > left) {
        return false;
      }
      left -= cost;
      return true;
    }
  }

  /// The spans of lines; what stands between blank lines is read for itself.
  static List<Span> read(List<String> lines, Budget budget) {
    Joined joined = new Joined();
    StringBuilder paragraph = new StringBuilder();
    for (String line : lines) {
      if (line.isEmpty()) {
        new SpanReader(paragraph.toString()).read(joined, budget);
        paragraph.setLength(0);
        joined.words("\n", Style.PLAIN);
      } else {
        if (!paragraph.isEmpty()) {
          paragraph.append('\n');
        } else if (!joined.isEmpty()) {
          joined.words("\n", Style.PLAIN);
        }
        paragraph.append(line);
      }
    }
    new SpanReader(paragraph.toString()).read(joined, budget);
    return joined.spans();
  }

  private void read(Joined to, Budget budget) {
    String all = unread(unread(putAside(), NO_ESCAPE), CALCULATION);
    String marked = few(few(all, EMPHASES, MOST_MARKS), BRACKETS, MOST_BRACKETS);
    if (!READABLE.matcher(marked).find() || !budget.take(marked)) {
      words(marked, Style.PLAIN, to);
      return;
    }
    int begin = 0;
    while (marked.charAt(begin) == ' ' || marked.charAt(begin) == '\t') {
      begin++;
    }
    to.words(marked.substring(0, begin), Style.PLAIN);
    String read = marked.substring(begin).replace('\n', BREAK);
    for (Node block = LIBRARY.parse(read).getFirstChild(); block != null; block = block.getNext()) {
      children(block, Style.PLAIN, to);
    }
  }

  private String putAside() {
    StringBuilder marked = new StringBuilder(paragraph.length());
    int start = 0;
    int taken = 0;
    for (Links.Piece piece : Links.split(paragraph)) {
      int end = start + piece.text().length();
      if (piece.target() == null) {
        putMentionsAside(Math.max(start, taken), end, marked);
      } else {
        List<Span> shown = List.of(new TextTree.Words(piece.text(), Style.PLAIN));
        Span link = new TextTree.Link(piece.target(), piece.hint(), shown);
        if (start > taken
            && paragraph.charAt(start - 1) == '<'
            && paragraph.startsWith(">", end)
            && !isEscaped(start - 1)) {
          marked.setLength(marked.length() - 1);
          putAside("<" + piece.text() + ">", link, marked);
          taken = end + 1;
        } else {
          putAside(piece.text(), link, marked);
        }
      }
      start = end;
    }
    return marked.toString();
  }

  private void putMentionsAside(int from, int to, StringBuilder marked) {
    int start = from;
    Matcher whole = WHOLE.matcher(paragraph).region(from, to);
    while (whole.find()) {
      if (!isEscaped(whole.start())) {
        marked.append(paragraph, start, whole.start());
        Span span =
            whole.group(1) == null
                ? new TextTree.Words(whole.group(), Style.PLAIN)
                : new TextTree.Mention(Mentions.account(whole.group(1)), Style.PLAIN);
        putAside(whole.group(), span, marked);
        start = whole.end();
      }
    }
    marked.append(paragraph, start, to);
  }

  private void putAside(String typed, Span span, StringBuilder marked) {
    marked.append(ASIDE).append(asides.size()).append(ASIDE_END);
    asides.add(new Aside(typed, span));
  }

  private boolean isEscaped(int index) {
    return index > 0 && paragraph.charAt(index - 1) == '\\';
  }

  /// A text whose marks are none if there are too many.
  private static String few(String text, Pattern marks, int most) {
    return count(text, marks) > most ? unread(text, marks) : text;
  }

  private static long count(String text, Pattern marks) {
    return marks.matcher(text).results().count();
  }

  /// A text in which some marks are none.
  static String unread(String text, Pattern marks) {
    return marks
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found
                    .group()
                    .chars()
                    .mapToObj(c -> String.valueOf(UNREAD.charAt(MARKS.indexOf(c))))
                    .collect(Collectors.joining())));
  }

  private static String marksAgain(String text) {
    String again = text.replace(BREAK, '\n');
    for (int i = 0; i < MARKS.length(); i++) {
      again = again.replace(UNREAD.charAt(i), MARKS.charAt(i));
    }
    return again;
  }

  private void children(Node parent, Style style, Joined to) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Text text -> words(text.getLiteral(), style, to);
        case Code code -> to.add(new TextTree.CodeSpan(typed(code.getLiteral()), style));
        case Emphasis inner -> children(inner, new Style(true, style.strong(), style.strike()), to);
        case StrongEmphasis inner ->
            children(inner, new Style(style.emphasis(), true, style.strike()), to);
        case Strike inner -> children(inner, new Style(style.emphasis(), style.strong(), true), to);
        case Bracketed inner -> bracketed(inner, style, to);
        default -> throw new IllegalStateException("not asked for: " + node);
      }
    }
  }

  private void bracketed(Bracketed node, Style style, Joined to) {
    Joined shown = new Joined();
    children(node, style, shown);
    if (node.image || !leadsSomewhere(node.destination) || shown.isBlank()) {
      words(node.image ? "![" : "[", style, to);
      if (node.image) {
        words(node.label, style, to);
      } else {
        shown.spans().forEach(to::add);
      }
      words(node.tail, style, to);
      return;
    }
    TextTree.Link address = (TextTree.Link) aside(node.destination).span;
    Joined inside = new Joined();
    for (Span span : shown.spans()) {
      if (span instanceof TextTree.Link link) {
        link.shown().forEach(inside::add);
      } else {
        inside.add(span);
      }
    }
    boolean plain = inside.isOnly(aside(node.destination).typed);
    to.add(
        new TextTree.Link(
            address.target(), plain ? address.hint() : address.target(), inside.spans()));
  }

  private boolean leadsSomewhere(String destination) {
    return SET_ASIDE.matcher(destination).matches()
        && aside(destination).span instanceof TextTree.Link;
  }

  private Aside aside(String mark) {
    return asides.get(Integer.parseInt(mark.substring(1, mark.length() - 1)));
  }

  /// Words of the library, with what was put aside.
  private void words(String marked, Style style, Joined to) {
    Matcher aside = SET_ASIDE.matcher(marked);
    int done = 0;
    while (aside.find()) {
      to.words(marksAgain(marked.substring(done, aside.start())), style);
      to.add(styled(aside(aside.group()).span, style));
      done = aside.end();
    }
    to.words(marksAgain(marked.substring(done)), style);
  }

  private static Span styled(Span span, Style style) {
    return switch (span) {
      case TextTree.Words words -> new TextTree.Words(words.text(), style);
      case TextTree.CodeSpan code -> new TextTree.CodeSpan(code.text(), style);
      case TextTree.Mention mention -> new TextTree.Mention(mention.account(), style);
      case TextTree.Link link ->
          new TextTree.Link(
              link.target(),
              link.hint(),
              link.shown().stream().map(shown -> styled(shown, style)).toList());
    };
  }

  /// Code of the library, as it was written; a line break next to its marks is none of it.
  private String typed(String marked) {
    String code =
        marksAgain(
            SET_ASIDE
                .matcher(marked)
                .replaceAll(found -> Matcher.quoteReplacement(aside(found.group()).typed)));
    if (code.isBlank()) {
      return code;
    }
    String begun = code.startsWith("\n") ? code.substring(1) : code;
    return begun.endsWith("\n") ? begun.substring(0, begun.length() - 1) : begun;
  }

  /// Spans, with neighbouring words of one style as one.
  private static final class Joined {
    private final List<Span> spans = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Style style = Style.PLAIN;

    void words(String more, Style styleOfMore) {
      if (!more.isEmpty()) {
        if (!styleOfMore.equals(style)) {
          settle();
          style = styleOfMore;
        }
        text.append(more);
      }
    }

    void add(Span span) {
      if (span instanceof TextTree.Words words) {
        words(words.text(), words.style());
      } else {
        settle();
        spans.add(span);
      }
    }

    boolean isEmpty() {
      return spans.isEmpty() && text.isEmpty();
    }

    /// Whether there is nothing to see in it.
    boolean isBlank() {
      return spans().stream()
          .allMatch(span -> span instanceof TextTree.Words words && Limits.invisible(words.text()));
    }

    boolean isOnly(String words) {
      return spans().size() == 1
          && spans.getFirst() instanceof TextTree.Words only
          && only.text().equals(words);
    }

    List<Span> spans() {
      settle();
      return spans;
    }

    private void settle() {
      if (!text.isEmpty()) {
        spans.add(new TextTree.Words(text.toString(), style));
        text.setLength(0);
      }
    }
  }

  private static LinkResult link(LinkInfo link, Scanner scanner, InlineParserContext context) {
    if (link.destination() == null) {
      return LinkResult.none();
    }
    boolean image = link.marker() != null;
    String tail = "]" + scanner.getSource(link.afterTextBracket(), scanner.position()).getContent();
    Bracketed node = new Bracketed(image, link.text(), link.destination(), tail);
    LinkResult result = LinkResult.wrapTextIn(node, scanner.position());
    return image ? result.includeMarker() : result;
  }

  /// A link or an image as the library knows them.
  private static final class Bracketed extends CustomNode {
    private final boolean image;
    private final String label;
    private final String destination;

    /// What stands behind its words, as it was written.
    private final String tail;

    Bracketed(boolean image, String label, String destination, String tail) {
      this.image = image;
      this.label = label;
      this.destination = destination;
      this.tail = tail;
    }
  }

  private static final class Strike extends CustomNode {}

  /// Two tildes, and neither one nor three.
  private static final class Strikes implements DelimiterProcessor {
    @Override
    public char getOpeningCharacter() {
      return '~';
    }

    @Override
    public char getClosingCharacter() {
      return '~';
    }

    @Override
    public int getMinLength() {
      return 2;
    }

    @Override
    public int process(DelimiterRun opening, DelimiterRun closing) {
      if (opening.length() != 2 || closing.length() != 2) {
        return 0;
      }
      Node strike = new Strike();
      Node begin = opening.getOpener();
      for (Node node : Nodes.between(begin, closing.getCloser())) {
        strike.appendChild(node);
      }
      begin.insertAfter(strike);
      return 2;
    }
  }

  /// HTML and its entities are text.
  private static final class AsTyped implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('<', '&');
    }

    @Override
    public InlineContentParser create() {
      return state -> {
        Text text = new Text(String.valueOf(state.scanner().peek()));
        state.scanner().next();
        return ParsedInline.of(text, state.scanner().position());
      };
    }
  }

  /// The library's blocks are not asked for: all is one paragraph, with nothing taken out of it.
  private static final class Everything extends AbstractBlockParser {
    private final Block block = new Paragraph();
    private final List<SourceLine> lines = new ArrayList<>();

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      return BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
      lines.add(line);
    }

    @Override
    public void parseInlines(InlineParser parser) {
      parser.parse(SourceLines.of(lines), block);
    }

    private static final class Factory implements BlockParserFactory {
      @Override
      public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
        return BlockStart.of(new Everything()).atIndex(state.getIndex());
      }
    }
  }
}
