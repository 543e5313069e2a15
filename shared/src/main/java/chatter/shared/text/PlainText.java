package chatter.shared.text;

import chatter.shared.text.TextTree.Block;
import chatter.shared.text.TextTree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a text says without its formatting, for previews, notifications and whoever hears it. The
/// page does the same (`plain-text.js`), by `words.json`.
public final class PlainText {
  private static final Pattern FORMATTED =
      Pattern.compile("[*_~`\\[\\\\<]|^[ \\t]*(?:[-+>]|[0-9]{1,9}[.)])", Pattern.MULTILINE);

  private PlainText() {}

  /// A body in words.
  ///
  /// @param name what an account is called now; null if that is not known, and then it is
  ///   `@somebody`
  public static String of(String body, LongFunction<String> name) {
    return FORMATTED.matcher(body).find()
        ? String.join("\n", lines(TextTree.of(body), name))
        : MessageText.of(body);
  }

  private static List<String> lines(List<Block> blocks, LongFunction<String> name) {
    List<String> lines = new ArrayList<>();
    for (Block block : blocks) {
      switch (block) {
        case TextTree.Lines text -> lines.addAll(split(words(text.spans(), name)));
        case TextTree.Code code -> lines.addAll(split(code.text()));
        case TextTree.Quote quote ->
            lines(quote.blocks(), name).forEach(line -> lines.add("> " + line));
        case TextTree.Bullets bullets ->
            bullets.items().forEach(item -> addItem("\u2022 ", lines(item, name), lines));
        case TextTree.Numbers numbers -> {
          for (TextTree.Item item : numbers.items()) {
            addItem(item.number() + numbers.after() + " ", lines(item.blocks(), name), lines);
          }
        }
      }
    }
    return lines;
  }

  private static List<String> split(String text) {
    return List.of(text.split("\n", -1));
  }

  private static void addItem(String mark, List<String> item, List<String> to) {
    for (int i = 0; i < item.size(); i++) {
      to.add((i == 0 ? mark : " ".repeat(mark.length())) + item.get(i));
    }
  }

  /// Spans in words.
  ///
  /// @param name as for `of`
  public static String words(List<Span> spans, LongFunction<String> name) {
    return spans.stream()
        .map(span ->
            switch (span) {
              case TextTree.Words words -> words.text();
              case TextTree.CodeSpan code -> code.text();
              case TextTree.Mention mention -> "@" + Mentions.called(mention.account(), name);
              case TextTree.Link link -> words(link.shown(), name);
            })
        .collect(Collectors.joining());
  }
}
