package chatter.server.export;

import chatter.shared.text.Mentions;
import chatter.shared.text.TextTree;
import java.util.List;
import java.util.function.LongFunction;

/// What people wrote, as HTML with their formatting and nothing else that means something. For one
/// body.
final class HtmlText {
  private final LongFunction<String> names;
  private final StringBuilder html = new StringBuilder();

  private HtmlText(LongFunction<String> names) {
    this.names = names;
  }

  /// A body as HTML: bare words if there is nothing but lines in it, else blocks.
  ///
  /// @param names what an account is called; null if that is not known
  static String of(String body, LongFunction<String> names) {
    HtmlText text = new HtmlText(names);
    text.blocks(TextTree.of(body));
    return text.html.toString();
  }

  private void blocks(List<TextTree.Block> blocks) {
    if (blocks.size() == 1 && blocks.getFirst() instanceof TextTree.Lines lines) {
      lines.spans().forEach(this::span);
    } else {
      blocks.forEach(this::block);
    }
  }

  private void block(TextTree.Block block) {
    switch (block) {
      case TextTree.Lines lines -> {
        html.append("<p dir=\"auto\">");
        lines.spans().forEach(this::span);
        html.append("</p>");
      }
      case TextTree.Code code -> {
        html.append("<pre dir=\"ltr\">");
        if (code.language() != null) {
          html.append("<small>").append(Escaped.text(code.language())).append("</small>");
        }
        html.append("<code>").append(Escaped.text(code.text())).append("</code></pre>");
      }
      case TextTree.Quote quote -> {
        html.append("<blockquote dir=\"auto\">");
        blocks(quote.blocks());
        html.append("</blockquote>");
      }
      case TextTree.Bullets bullets -> {
        html.append("<ul dir=\"auto\">");
        for (List<TextTree.Block> item : bullets.items()) {
          html.append("<li>");
          blocks(item);
          html.append("</li>");
        }
        html.append("</ul>");
      }
      case TextTree.Numbers numbers -> {
        html.append(numbers.after().equals(")") ? "<ol class=\"bracket\"" : "<ol")
            .append(" dir=\"auto\">");
        for (TextTree.Item item : numbers.items()) {
          html.append("<li value=\"").append(item.number()).append("\">");
          blocks(item.blocks());
          html.append("</li>");
        }
        html.append("</ol>");
      }
    }
  }

  private void span(TextTree.Span span) {
    switch (span) {
      case TextTree.Words words -> styled(Escaped.text(words.text()), words.style());
      case TextTree.CodeSpan code ->
          styled("<code dir=\"ltr\">" + Escaped.text(code.text()) + "</code>", code.style());
      case TextTree.Mention mention -> {
        String name = Escaped.text(Mentions.called(mention.account(), names));
        styled("<b class=\"mention\">@<bdi>" + name + "</bdi></b>", mention.style());
      }
      case TextTree.Link link -> {
        html.append("<a dir=\"")
            // An address reads from left to right; words as they do.
            .append(link.hint() == null ? "ltr" : "auto")
            .append("\" href=\"")
            .append(Escaped.text(link.target()))
            .append(link.hint() == null ? "" : "\" title=\"" + Escaped.text(link.hint()))
            .append("\" rel=\"noreferrer noopener\">");
        link.shown().forEach(this::span);
        html.append("</a>");
      }
    }
  }

  private void styled(String inner, TextTree.Style style) {
    html.append(style.strong() ? "<strong>" : "")
        .append(style.emphasis() ? "<em>" : "")
        .append(style.strike() ? "<s>" : "")
        .append(inner)
        .append(style.strike() ? "</s>" : "")
        .append(style.emphasis() ? "</em>" : "")
        .append(style.strong() ? "</strong>" : "");
  }
}
