package chatter.client.chat.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.emoji.EmojiImages;
import chatter.server.Examples;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// What is shown of a text, and how a part of it is written down again.
class ShownTextTest {
  private static String nameOf(long account) {
    return account == 7 ? "Ada" : account == 12 ? "Bob" : null;
  }

  private static ShownText shown(String body) {
    return ShownText.of(body, ShownTextTest::nameOf);
  }

  @TestFactory
  Stream<DynamicTest> aPartIsCopiedWithItsMarks() throws IOException {
    return Examples.tests(Examples.file("copying.json").get("parts"), ShownTextTest::isCopied);
  }

  private static void isCopied(JsonNode example) {
    ShownText shown = shown(example.get("text").asString());
    int from = 0;
    int to = shown.text().length();
    if (example.has("from")) {
      String last = example.get("to").asString();
      from = shown.text().indexOf(example.get("from").asString());
      to = shown.text().indexOf(last, from) + last.length();
    }
    assertEquals(example.get("copied").asString(), shown.written(from, to));
  }

  @Test
  void eachBlockAndItemBeginsALine() {
    assertEquals(
        "one\ntwo\nthree\nfour\nint a;\nfive",
        shown("one\n> **two**\n1. three\n   - four\n```\nint a;\n```\n_five_").text());
    assertEquals("@Ada and @somebody", shown("<@7> and <@99>").text());
    assertEquals("", shown("  ").text());
  }

  @Test
  void aPartOfAMentionIsAllOfIt() {
    assertEquals("@Ada", shown("hi <@7> there").written(4, 6));
  }

  @Test
  void blankLinesInAQuoteKeepItsMark() {
    ShownText shown = shown("a\n> ```\n> b\n>\n> c\n> ```\nd");
    assertEquals("> ```\n> b\n>\n> c\n> ```\nd", shown.written(2, shown.text().length()));
  }

  @Test
  void aWordAndAParagraphAreFoundAtTheirEdgesToo() {
    ShownText shown = shown("one **two**\nthree");
    assertArrayEquals(new int[] {0, 3}, shown.wordAt(0));
    assertArrayEquals(new int[] {4, 7}, shown.wordAt(5));
    assertArrayEquals(new int[] {4, 7}, shown.wordAt(7));
    assertArrayEquals(new int[] {8, 13}, shown.wordAt(13));
    assertArrayEquals(new int[] {0, 7}, shown.paragraphAt(0));
    assertArrayEquals(new int[] {0, 7}, shown.paragraphAt(7));
    assertArrayEquals(new int[] {8, 13}, shown.paragraphAt(8));
    assertArrayEquals(new int[] {0, 0}, shown("").wordAt(0));
  }

  @Test
  void linksAreThoseOfAllBlocks() {
    assertEquals(
        List.of(URI.create("https://a.example/"), URI.create("https://b.example/x")),
        shown(
                "https://a.example/\n- [b](https://b.example/x) `https://c.example`\n> https://a.example/")
            .links());
  }

  @TestFactory
  Stream<DynamicTest> upToThreeEmojiAloneAreDrawnLarge() throws IOException {
    EmojiImages emoji = new EmojiImages();
    return Examples.tests(
        "emoji-only.json",
        example ->
            assertEquals(
                example.get("large").asBoolean(),
                shown(example.get("text").asString()).isFewEmoji(emoji::has)));
  }

  @Test
  void wordsThatArePlainStayPlain() {
    ShownText plain = ShownText.plain("*not* `read` <@7>");
    assertEquals("*not* `read` <@7>", plain.text());
    assertTrue(plain.links().isEmpty());
  }
}
