package chatter.server.conversation;

import chatter.shared.api.SharedLink;
import chatter.shared.text.Mentions;
import chatter.shared.text.PlainText;
import chatter.shared.text.TextTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// Finds what the text of a message shows as links, as both clients draw it.
final class MessageLinks {
  private final LongFunction<String> names;

  /// @param names what accounts are called; null for one that is not known
  MessageLinks(LongFunction<String> names) {
    this.names = names;
  }

  /// The links of a text in its order, each address once.
  List<SharedLink> in(String body) {
    Map<String, SharedLink> found = new LinkedHashMap<>();
    TextTree.of(body).forEach(block -> collect(block, found));
    return List.copyOf(found.values());
  }

  private void collect(TextTree.Block block, Map<String, SharedLink> to) {
    switch (block) {
      case TextTree.Lines lines -> {
        for (TextTree.Span span : lines.spans()) {
          if (span instanceof TextTree.Link link) {
            to.computeIfAbsent(link.target(), target -> new SharedLink(target, text(link)));
          }
        }
      }
      case TextTree.Code _ -> {
        // Nothing leads anywhere in code.
      }
      case TextTree.Quote quote -> quote.blocks().forEach(inner -> collect(inner, to));
      case TextTree.Bullets bullets ->
          bullets.items().forEach(item -> item.forEach(inner -> collect(inner, to)));
      case TextTree.Numbers numbers ->
          numbers.items().forEach(item -> item.blocks().forEach(inner -> collect(inner, to)));
    }
  }

  /// The words that stand for an address; null if what is shown says it plainly.
  private String text(TextTree.Link link) {
    return link.hint() == null ? null : Mentions.oneLine(PlainText.words(link.shown(), names));
  }
}
