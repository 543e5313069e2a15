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
    TextTree.eachLines(
        TextTree.of(body),
        lines -> {
          for (TextTree.Span span : lines.spans()) {
            if (span instanceof TextTree.Link link) {
              found.computeIfAbsent(link.target(), target -> new SharedLink(target, text(link)));
            }
          }
        });
    return List.copyOf(found.values());
  }

  /// The words that stand for an address; null if what is shown says it plainly.
  private String text(TextTree.Link link) {
    return link.hint() == null ? null : Mentions.oneLine(PlainText.words(link.shown(), names));
  }
}
