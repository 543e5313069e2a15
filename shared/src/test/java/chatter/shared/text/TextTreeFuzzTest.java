package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.limits.Limits;
import chatter.shared.text.TextTree.Block;
import chatter.shared.text.TextTree.Span;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// Whatever somebody writes, it is read as a tree that keeps its promises, and nothing that is seen
/// is lost.
@Tag("fuzz")
final class TextTreeFuzzTest {
  @FuzzTest(maxDuration = "150s")
  void everyTextIsRead(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<Block> tree = TextTree.of(text);
    check(tree, 0);
    boolean blank =
        text.chars()
            .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff');
    assertTrue(blank || !tree.isEmpty(), "a text is gone");
    PlainText.of(text, id -> null);
    Mentions.in(text);
  }

  private static void check(List<Block> blocks, int depth) {
    assertTrue(depth <= BlockReader.DEEPEST, "too deep");
    for (Block block : blocks) {
      switch (block) {
        case TextTree.Lines lines -> {
          assertFalse(lines.spans().isEmpty(), "lines of nothing");
          lines.spans().forEach(TextTreeFuzzTest::check);
        }
        case TextTree.Code code -> assertFalse(code.text().isEmpty(), "code of nothing");
        case TextTree.Quote quote -> checkInside(quote.blocks(), depth);
        case TextTree.Bullets bullets -> bullets.items().forEach(item -> checkInside(item, depth));
        case TextTree.Numbers numbers ->
            numbers.items().forEach(item -> checkInside(item.blocks(), depth));
      }
    }
  }

  private static void checkInside(List<Block> blocks, int depth) {
    assertFalse(blocks.isEmpty(), "a quote or an item of nothing");
    check(blocks, depth + 1);
  }

  private static void check(Span span) {
    switch (span) {
      case TextTree.Words words -> checkText(words.text());
      case TextTree.CodeSpan code -> checkText(code.text());
      case TextTree.Mention mention -> assertTrue(mention.account() >= 0);
      case TextTree.Link link -> {
        assertTrue(link.target().matches("(?:https?://|mailto:)[\\x21-\\x7e]+"), link.target());
        link.shown().forEach(TextTreeFuzzTest::check);
        assertFalse(
            link.shown().stream()
                .allMatch(shown -> shown instanceof TextTree.Words w && Limits.invisible(w.text())),
            "a link that is not seen");
      }
    }
  }

  /// What stood for something while it was read is gone.
  private static void checkText(String text) {
    assertFalse(text.isEmpty(), "words of nothing");
    assertTrue(text.chars().noneMatch(c -> (c >= 0xfdd0 && c <= 0xfdd7) || c == '\f'), text);
  }
}
