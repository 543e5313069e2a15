package chatter.client.chat.text;

import chatter.client.ui.emoji.TextPart;
import chatter.shared.text.Mentions;
import chatter.shared.text.TextTree;
import chatter.shared.text.TextTree.Block;
import chatter.shared.text.TextTree.Span;
import java.net.URI;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What is shown of a message's text: its tree, and its words as one string, in which each
/// paragraph, item and block of code begins a line, and nothing stands that is only drawn, as the
/// signs of a list. Immutable; names are those at the time it was read.
public final class ShownText {
  /// Longer texts are not looked through for being nothing but a few emoji.
  private static final int LONGEST_OF_EMOJI = 200;

  private final String body;
  private final List<Block> tree;
  private final LongFunction<String> names;
  private final String text;

  private ShownText(String body, List<Block> tree, LongFunction<String> names) {
    this.body = body;
    this.tree = List.copyOf(tree);
    this.names = names;
    List<String> leaves = new ArrayList<>();
    collect(tree, leaves);
    text = String.join("\n", leaves);
  }

  /// Reads a message's text.
  ///
  /// @param body as it is stored
  /// @param names what somebody is called who is mentioned; null if that is not known
  public static ShownText of(String body, LongFunction<String> names) {
    Map<Long, String> asked = new HashMap<>();
    return new ShownText(
        body, TextTree.of(body), account -> asked.computeIfAbsent(account, names::apply));
  }

  /// Words in which nothing is formatted.
  public static ShownText plain(String words) {
    List<Span> spans = List.of(new TextTree.Words(words, TextTree.Style.PLAIN));
    return new ShownText(words, List.of(new TextTree.Lines(spans)), _ -> null);
  }

  private void collect(List<Block> blocks, List<String> leaves) {
    for (Block block : blocks) {
      switch (block) {
        case TextTree.Lines lines -> leaves.add(words(lines.spans()));
        case TextTree.Code code -> leaves.add(code.text());
        case TextTree.Quote quote -> collect(quote.blocks(), leaves);
        case TextTree.Bullets bullets -> bullets.items().forEach(item -> collect(item, leaves));
        case TextTree.Numbers numbers ->
            numbers.items().forEach(item -> collect(item.blocks(), leaves));
      }
    }
  }

  /// What is shown for spans.
  String words(List<Span> spans) {
    return spans.stream()
        .map(span ->
            switch (span) {
              case TextTree.Words words -> words.text();
              case TextTree.CodeSpan code -> code.text();
              case TextTree.Mention mention -> called(mention);
              case TextTree.Link link -> words(link.shown());
            })
        .collect(Collectors.joining());
  }

  /// What is shown for a mention.
  String called(TextTree.Mention mention) {
    return "@" + Mentions.called(mention.account(), names);
  }

  List<Block> tree() {
    return tree;
  }

  /// All that is shown.
  public String text() {
    return text;
  }

  /// Whether it is nothing but a few emoji, which are drawn large.
  ///
  /// @param pictured whether there is a picture of a character
  public boolean isFewEmoji(Predicate<String> pictured) {
    return text.length() <= LONGEST_OF_EMOJI
        && tree.size() == 1
        && tree.getFirst() instanceof TextTree.Lines lines
        && lines.spans().size() == 1
        && lines.spans().getFirst() instanceof TextTree.Words words
        && TextPart.fewEmoji(TextPart.ofWords(words.text(), pictured));
  }

  /// Where it leads, in order, nothing twice.
  public List<URI> links() {
    List<URI> targets = new ArrayList<>();
    collectLinks(tree, targets);
    return targets.stream().distinct().toList();
  }

  private static void collectLinks(List<Block> blocks, List<URI> to) {
    for (Block block : blocks) {
      switch (block) {
        case TextTree.Lines lines ->
            lines.spans().stream()
                .filter(TextTree.Link.class::isInstance)
                .forEach(link -> to.add(URI.create(((TextTree.Link) link).target())));
        case TextTree.Code _ -> {
          // Leads nowhere.
        }
        case TextTree.Quote quote -> collectLinks(quote.blocks(), to);
        case TextTree.Bullets bullets -> bullets.items().forEach(item -> collectLinks(item, to));
        case TextTree.Numbers numbers ->
            numbers.items().forEach(item -> collectLinks(item.blocks(), to));
      }
    }
  }

  /// The word around a position.
  ///
  /// @return where it begins and ends
  public int[] wordAt(int index) {
    int[] line = paragraphAt(index);
    if (line[0] == line[1]) {
      return line;
    }
    BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
    words.setText(text.substring(line[0], line[1]));
    int end = words.following(Math.min(index, line[1] - 1) - line[0]);
    int start = words.previous();
    return new int[] {line[0] + start, line[0] + end};
  }

  /// The line around a position, as it was written, however it is broken on the screen.
  ///
  /// @return where it begins and ends, without its line break
  public int[] paragraphAt(int index) {
    int end = text.indexOf('\n', index);
    return new int[] {text.lastIndexOf('\n', index - 1) + 1, end < 0 ? text.length() : end};
  }

  /// A part as it was written, with names for mentions: all of it as it stands, and of what is cut
  /// the marks that what is left needs.
  public String written(int from, int to) {
    return from <= 0 && to >= text.length()
        ? Mentions.named(body, names)
        : new TextCut(from, to, this::called).written(tree);
  }
}
