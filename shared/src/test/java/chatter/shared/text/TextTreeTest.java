package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.text.TextTree.Block;
import chatter.shared.text.TextTree.Span;
import chatter.shared.text.TextTree.Style;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// How a text is read, by the examples that the page obeys too.
final class TextTreeTest {
  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return Examples.in("text.json")
        .map(example ->
            DynamicTest.dynamicTest(example.get("name").asString(), () -> holds(example)));
  }

  @Test
  void thereAreExamplesEnough() throws IOException {
    assertTrue(Examples.in("text.json").count() >= 150);
  }

  /// Sixteen times the text would take 256 times as long if each character were looked at with each
  /// other one. It is the processor's time that counts, not that of whoever else works here.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "_",
        "~~",
        "[",
        "![",
        "]",
        "`",
        ">",
        "> ",
        "- ",
        "- > ",
        "1. ",
        "\\",
        "<",
        "<@7>",
        "&",
        " ",
        "\t",
        "\n",
        "*a",
        "*a ",
        "**a*b ",
        "_a*b_c*",
        "[a",
        "[a](",
        "[a](b ",
        "[a](<b ",
        "[a](b \"c",
        "[](((",
        "[a](https://a.b) ",
        "`a``b",
        "~~a ",
        "*a*\n\n",
        "- a\n",
        "> a\n",
        "```\na\n",
        "^_",
        "2*",
        "a@b.cd ",
        "\ud83d\ude00*a* "
      })
  void timeGrowsWithTheText(String piece) {
    leastTime(piece, 8_000);
    long few = Math.max(leastTime(piece, 500), 20_000);
    assertTrue(leastTime(piece, 8_000) < 120 * few);
  }

  private static long leastTime(String piece, int length) {
    String text = piece.repeat(length).substring(0, length - 1) + "a";
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 9; i++) {
      long begin = threads.getCurrentThreadCpuTime();
      TextTree.of(text);
      least = Math.min(least, threads.getCurrentThreadCpuTime() - begin);
    }
    return least;
  }

  private static void holds(JsonNode example) {
    String text = Examples.text(example.get("text"));
    List<Block> tree = TextTree.of(text);
    if (example.has("tree")) {
      JsonNode wanted = example.get("tree");
      assertEquals(wanted.isString() ? List.of(typed(text)) : blocks(wanted), tree);
    } else {
      JsonNode wanted = example.get("size");
      assertEquals(
          List.of(wanted.get("spans").asInt(), wanted.get("depth").asInt()),
          List.of(spans(tree), depth(tree)));
    }
  }

  private static Block typed(String text) {
    return new TextTree.Lines(List.of(new TextTree.Words(text, Style.PLAIN)));
  }

  private static List<Block> blocks(JsonNode wanted) {
    return all(wanted, TextTreeTest::block);
  }

  private static Block block(JsonNode wanted) {
    if (wanted.isString()) {
      return typed(wanted.asString());
    } else if (wanted.has("text")) {
      return new TextTree.Lines(all(wanted.get("text"), TextTreeTest::span));
    } else if (wanted.has("code")) {
      JsonNode language = wanted.get("language");
      return new TextTree.Code(
          language == null ? null : language.asString(), wanted.get("code").asString());
    } else if (wanted.has("quote")) {
      return new TextTree.Quote(blocks(wanted.get("quote")));
    } else if (wanted.has("bullets")) {
      return new TextTree.Bullets(all(wanted.get("bullets"), TextTreeTest::blocks));
    }
    List<TextTree.Item> items =
        all(
            wanted.get("numbers"),
            item -> new TextTree.Item(item.get("number").asInt(), blocks(item.get("blocks"))));
    return new TextTree.Numbers(wanted.get("after").asString(), items);
  }

  private static Span span(JsonNode wanted) {
    if (wanted.isString()) {
      return new TextTree.Words(wanted.asString(), Style.PLAIN);
    }
    Style style = new Style(wanted.has("emphasis"), wanted.has("strong"), wanted.has("strike"));
    if (wanted.has("words")) {
      return new TextTree.Words(wanted.get("words").asString(), style);
    } else if (wanted.has("code")) {
      return new TextTree.CodeSpan(wanted.get("code").asString(), style);
    } else if (wanted.has("mention")) {
      return new TextTree.Mention(wanted.get("mention").asLong(), style);
    }
    String target = wanted.get("link").asString();
    return new TextTree.Link(
        target, wanted.has("hint") ? target : null, all(wanted.get("shown"), TextTreeTest::span));
  }

  private static <T> List<T> all(JsonNode list, Function<JsonNode, T> each) {
    return StreamSupport.stream(list.spliterator(), false).map(each).toList();
  }

  private static int spans(List<Block> blocks) {
    int spans = 0;
    for (Block block : blocks) {
      spans +=
          switch (block) {
            case TextTree.Lines lines -> lines.spans().size();
            case TextTree.Code _ -> 1;
            default -> inside(block).stream().mapToInt(TextTreeTest::spans).sum();
          };
    }
    return spans;
  }

  private static int depth(List<Block> blocks) {
    int deepest = 0;
    for (Block block : blocks) {
      for (List<Block> inner : inside(block)) {
        deepest = Math.max(deepest, 1 + depth(inner));
      }
    }
    return deepest;
  }

  private static List<List<Block>> inside(Block block) {
    return switch (block) {
      case TextTree.Quote quote -> List.of(quote.blocks());
      case TextTree.Bullets bullets -> bullets.items();
      case TextTree.Numbers numbers ->
          new ArrayList<>(numbers.items().stream().map(TextTree.Item::blocks).toList());
      default -> List.of();
    };
  }
}
