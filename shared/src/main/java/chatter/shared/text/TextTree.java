package chatter.shared.text;

import java.util.List;
import java.util.function.Consumer;

/// What a message says, as it is drawn: blocks below each other, and spans in them. The page reads
/// the same tree (`text-tree.js`); `text.json` binds both. Only the reading is bounded here: how it
/// looks is each client's.
///
/// What is no formatting stands in the tree as it was typed, with its indents and blank lines. A
/// line break is a line feed inside of `Words`. Blocks nest at most `BlockReader.DEEPEST` deep,
/// spans never but in a `Link`.
public final class TextTree {
  private TextTree() {}

  /// Reads a text. Takes time in proportion to it, whatever is in it. Safe for any thread.
  ///
  /// @return its blocks; none if it is blank
  public static List<Block> of(String text) {
    return new BlockReader().read(text);
  }

  /// Tells the running text of blocks and of what is in them, in its order. Code is none.
  public static void eachLines(List<Block> blocks, Consumer<Lines> to) {
    for (Block block : blocks) {
      switch (block) {
        case Lines lines -> to.accept(lines);
        case Code _ -> {
          // What looks like a link or a mention there is neither.
        }
        case Quote quote -> eachLines(quote.blocks(), to);
        case Bullets bullets -> bullets.items().forEach(item -> eachLines(item, to));
        case Numbers numbers -> numbers.items().forEach(item -> eachLines(item.blocks(), to));
      }
    }
  }

  /// A part of a text that has lines of its own.
  public sealed interface Block permits Lines, Code, Quote, Bullets, Numbers {}

  /// Lines of running text, with the blank lines between them.
  public record Lines(List<Span> spans) implements Block {
    public Lines {
      spans = List.copyOf(spans);
    }
  }

  /// A block of code.
  ///
  /// @param language as it was named; null if it was not
  /// @param text its lines, with tabs as they were typed and no line feed after the last
  public record Code(String language, String text) implements Block {}

  /// What somebody else said.
  public record Quote(List<Block> blocks) implements Block {
    public Quote {
      blocks = List.copyOf(blocks);
    }
  }

  /// A list without numbers.
  public record Bullets(List<List<Block>> items) implements Block {
    public Bullets {
      items = items.stream().map(List::copyOf).toList();
    }
  }

  /// A list with numbers.
  ///
  /// @param after what stands behind a number: `.` or `)`
  public record Numbers(String after, List<Item> items) implements Block {
    public Numbers {
      items = List.copyOf(items);
    }
  }

  /// An item of a list with numbers.
  ///
  /// @param number what it shows, 0 to 999,999,999; they need not be in order
  public record Item(int number, List<Block> blocks) {
    public Item {
      blocks = List.copyOf(blocks);
    }
  }

  /// A stretch of a line.
  public sealed interface Span permits Words, CodeSpan, Mention, Link {}

  /// Words in one style. They may have line feeds.
  public record Words(String text, Style style) implements Span {}

  /// Code among words.
  public record CodeSpan(String text, Style style) implements Span {}

  /// Somebody who is mentioned.
  ///
  /// @param account a number, or `Mentions.ALL` for everybody
  public record Mention(long account, Style style) implements Span {}

  /// Where words lead.
  ///
  /// @param target in ASCII: `http:`, `https:` or `mailto:`
  /// @param hint the target once more if what is shown does not say it plainly, to be shown before
  ///   one follows the link; otherwise null
  /// @param shown anything but links; never blank
  public record Link(String target, String hint, List<Span> shown) implements Span {
    public Link {
      shown = List.copyOf(shown);
    }
  }

  /// How words are set off.
  public record Style(boolean emphasis, boolean strong, boolean strike) {
    public static final Style PLAIN = new Style(false, false, false);
  }
}
