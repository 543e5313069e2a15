package chatter.client.chat.text;

import chatter.shared.text.Links;
import chatter.shared.text.TextTree;
import chatter.shared.text.TextTree.Block;
import chatter.shared.text.TextTree.Span;
import chatter.shared.text.TextTree.Style;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A part of what is shown, written down again with its marks: what was cut has marks of its own,
/// and what is the inside of one thing alone has not those of that thing. The page does the same,
/// by `copying.json`. One cuts one text, once.
final class TextCut {
  private static final Pattern FENCE_RUN = Pattern.compile("`+");
  private static final int SHORTEST_FENCE = 3;

  private final int from;
  private final int to;
  private final Function<TextTree.Mention, String> called;

  /// Where the next thing begins in what is shown.
  private int at;

  private boolean begun;

  /// @param from where the part begins in what is shown
  /// @param to where it ends
  /// @param called what is shown for a mention
  TextCut(int from, int to, Function<TextTree.Mention, String> called) {
    this.from = from;
    this.to = to;
    this.called = called;
  }

  String written(List<Block> tree) {
    List<Block> blocks = cut(tree);
    while (blocks.size() == 1) {
      switch (blocks.getFirst()) {
        case TextTree.Quote quote -> blocks = quote.blocks();
        case TextTree.Bullets bullets when bullets.items().size() == 1 ->
            blocks = bullets.items().getFirst();
        case TextTree.Numbers numbers when numbers.items().size() == 1 ->
            blocks = numbers.items().getFirst().blocks();
        case TextTree.Code code -> {
          return code.text();
        }
        case TextTree.Lines lines
            when lines.spans().size() == 1
                && lines.spans().getFirst() instanceof TextTree.CodeSpan code -> {
          return code.text();
        }
        default -> {
          return write(blocks);
        }
      }
    }
    return write(blocks);
  }

  private List<Block> cut(List<Block> blocks) {
    List<Block> kept = new ArrayList<>();
    for (Block block : blocks) {
      switch (block) {
        case TextTree.Lines lines -> {
          begin();
          List<Span> spans = cutSpans(lines.spans());
          if (!spans.isEmpty()) {
            kept.add(new TextTree.Lines(spans));
          }
        }
        case TextTree.Code code -> {
          begin();
          String part = take(code.text());
          if (!part.isEmpty()) {
            kept.add(new TextTree.Code(code.language(), part));
          }
        }
        case TextTree.Quote quote -> {
          List<Block> inside = cut(quote.blocks());
          if (!inside.isEmpty()) {
            kept.add(new TextTree.Quote(inside));
          }
        }
        case TextTree.Bullets bullets -> {
          List<List<Block>> items = new ArrayList<>();
          for (List<Block> item : bullets.items()) {
            List<Block> inside = cut(item);
            if (!inside.isEmpty()) {
              items.add(inside);
            }
          }
          if (!items.isEmpty()) {
            kept.add(new TextTree.Bullets(items));
          }
        }
        case TextTree.Numbers numbers -> {
          List<TextTree.Item> items = new ArrayList<>();
          for (TextTree.Item item : numbers.items()) {
            List<Block> inside = cut(item.blocks());
            if (!inside.isEmpty()) {
              items.add(new TextTree.Item(item.number(), inside));
            }
          }
          if (!items.isEmpty()) {
            kept.add(new TextTree.Numbers(numbers.after(), items));
          }
        }
      }
    }
    return kept;
  }

  /// A new line of what is shown begins.
  private void begin() {
    if (begun) {
      at++;
    }
    begun = true;
  }

  private String take(String text) {
    int start = Math.clamp(from - at, 0, text.length());
    int end = Math.clamp(to - at, start, text.length());
    at += text.length();
    return text.substring(start, end);
  }

  private List<Span> cutSpans(List<Span> spans) {
    List<Span> kept = new ArrayList<>();
    for (Span span : spans) {
      switch (span) {
        case TextTree.Words words -> {
          String part = take(words.text());
          if (!part.isEmpty()) {
            kept.add(new TextTree.Words(part, words.style()));
          }
        }
        case TextTree.CodeSpan code -> {
          String part = take(code.text());
          if (!part.isEmpty()) {
            kept.add(new TextTree.CodeSpan(part, code.style()));
          }
        }
        case TextTree.Mention mention -> {
          // It is one piece.
          int begin = at;
          at += called.apply(mention).length();
          if (from < at && to > begin) {
            kept.add(mention);
          }
        }
        case TextTree.Link link -> {
          List<Span> shown = cutSpans(link.shown());
          if (isAddress(link)) {
            kept.addAll(shown);
          } else if (!shown.isEmpty()) {
            kept.add(new TextTree.Link(link.target(), link.hint(), shown));
          }
        }
      }
    }
    return kept;
  }

  /// Whether a link shows the address it leads to.
  private static boolean isAddress(TextTree.Link link) {
    if (link.hint() == null) {
      return true;
    }
    if (link.shown().size() != 1 || !(link.shown().getFirst() instanceof TextTree.Words words)) {
      return false;
    }
    List<Links.Piece> pieces = Links.split(words.text());
    return pieces.size() == 1 && link.target().equals(pieces.getFirst().target());
  }

  private String write(List<Block> blocks) {
    return String.join("\n", blocks.stream().map(this::write).toList());
  }

  private String write(Block block) {
    return switch (block) {
      case TextTree.Lines lines -> new SpanWriter().write(lines.spans());
      case TextTree.Code code -> {
        String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(code.text()) + 1));
        String language = code.language() == null ? "" : code.language();
        yield fence + language + "\n" + code.text() + "\n" + fence;
      }
      case TextTree.Quote quote -> behind("> ", "> ", write(quote.blocks()));
      case TextTree.Bullets bullets ->
          String.join(
              "\n", bullets.items().stream().map(item -> behind("- ", "  ", write(item))).toList());
      case TextTree.Numbers numbers ->
          String.join(
              "\n",
              numbers.items().stream()
                  .map(item -> {
                    String mark = item.number() + numbers.after() + " ";
                    return behind(mark, " ".repeat(mark.length()), write(item.blocks()));
                  })
                  .toList());
    };
  }

  /// Lines with something before each; an empty one has no blanks.
  private static String behind(String first, String others, String text) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      String mark = lines.isEmpty() ? first : others;
      lines.append(lines.isEmpty() ? "" : "\n");
      lines.append(line.isEmpty() ? mark.stripTrailing() : mark).append(line);
    }
    return lines.toString();
  }

  private static int longestRun(String code) {
    return FENCE_RUN.matcher(code).results().mapToInt(run -> run.group().length()).max().orElse(0);
  }

  private enum Mark {
    STRIKE("~~"),
    STRONG("**"),
    EMPHASIS("*");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    private static Set<Mark> of(Style style) {
      Set<Mark> marks = EnumSet.noneOf(Mark.class);
      if (style.strike()) {
        marks.add(STRIKE);
      }
      if (style.strong()) {
        marks.add(STRONG);
      }
      if (style.emphasis()) {
        marks.add(EMPHASIS);
      }
      return marks;
    }
  }

  /// Writes the spans of lines; what is blank stands outside of marks, where they count.
  private final class SpanWriter {
    private final StringBuilder out = new StringBuilder();
    private final Deque<Mark> open = new ArrayDeque<>();
    private String blanks = "";

    String write(List<Span> spans) {
      for (int i = 0; i < spans.size(); i++) {
        Set<Mark> marks = marksOf(spans.get(i));
        String text = textOf(spans.get(i));
        boolean words = spans.get(i) instanceof TextTree.Words;
        String begun = words ? text.stripLeading() : text;
        String core = words ? begun.stripTrailing() : text;
        close(marks);
        blanks += text.substring(0, text.length() - begun.length());
        if (!core.isEmpty()) {
          out.append(blanks);
          open(marks, spans, i);
          out.append(core);
          blanks = begun.substring(core.length());
        }
      }
      close(Set.of());
      return out.append(blanks).toString();
    }

    private void close(Set<Mark> wanted) {
      while (!wanted.containsAll(open)) {
        out.append(open.pop().sign);
      }
    }

    /// Opens what is not open yet; what lasts longest first, to be closed last.
    private void open(Set<Mark> marks, List<Span> spans, int first) {
      marks.stream()
          .filter(mark -> !open.contains(mark))
          .sorted((one, two) -> lasting(two, spans, first) - lasting(one, spans, first))
          .forEach(mark -> {
            open.push(mark);
            out.append(mark.sign);
          });
    }

    private int lasting(Mark mark, List<Span> spans, int first) {
      int last = first;
      while (last < spans.size() && marksOf(spans.get(last)).contains(mark)) {
        last++;
      }
      return last - first;
    }

    private Set<Mark> marksOf(Span span) {
      return switch (span) {
        case TextTree.Words words -> Mark.of(words.style());
        case TextTree.CodeSpan code -> Mark.of(code.style());
        case TextTree.Mention mention -> Mark.of(mention.style());
        // What it shows has marks of its own.
        case TextTree.Link _ -> Set.of();
      };
    }

    private String textOf(Span span) {
      return switch (span) {
        case TextTree.Words words -> words.text();
        case TextTree.CodeSpan code -> quoted(code.text());
        case TextTree.Mention mention -> called.apply(mention);
        case TextTree.Link link ->
            "[" + new SpanWriter().write(link.shown()) + "](" + destination(link.target()) + ")";
      };
    }
  }

  private static String quoted(String code) {
    String fence = "`".repeat(longestRun(code) + 1);
    boolean touches = code.startsWith("`") || code.endsWith("`");
    return touches ? fence + " " + code + " " + fence : fence + code + fence;
  }

  private static String destination(String target) {
    return target.indexOf('(') >= 0 || target.indexOf(')') >= 0 ? "<" + target + ">" : target;
  }
}
