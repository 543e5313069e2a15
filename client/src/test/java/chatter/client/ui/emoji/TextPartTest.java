package chatter.client.ui.emoji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import chatter.shared.text.Links;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/// How a message's text is taken apart.
class TextPartTest {
  private final EmojiImages emoji = new EmojiImages();

  private List<TextPart> parts(String text) {
    List<TextPart> parts = TextPart.of(text, emoji::has);
    assertEquals(text, parts.stream().map(TextPart::text).collect(Collectors.joining()));
    return parts;
  }

  private List<String> links(String text) {
    return parts(text).stream()
        .filter(TextPart.Link.class::isInstance)
        .map(TextPart::text)
        .toList();
  }

  private List<String> emoji(String text) {
    return parts(text).stream()
        .filter(TextPart.Emoji.class::isInstance)
        .map(TextPart::text)
        .toList();
  }

  @Test
  void addressesAreLinksWithoutThePunctuationAroundThem() {
    assertEquals(
        List.of("https://example.org/a?b=c#d"), links("See (https://example.org/a?b=c#d)."));
    assertEquals(
        List.of("https://en.wikipedia.org/wiki/A_(b)"),
        links("https://en.wikipedia.org/wiki/A_(b), yes"));
    assertEquals(List.of("http://a.de", "HTTPS://B.de/x"), links("http://a.de! HTTPS://B.de/x?"));
  }

  @Test
  void onlyWebAddressesAreLinks() {
    assertEquals(
        List.of(),
        links(
            "javascript:alert(1) file:///etc/passwd ftp://x.org data:text/html,x https:// http:///x"));
  }

  @Test
  void emojiArePicturesWhateverTheyAreMadeOf() {
    assertEquals(
        List.of("😀", "👍🏽", "👩‍💻", "❤️", "🇩🇪", "1️⃣", "🏳️‍🌈"),
        emoji("a😀b👍🏽c👩‍💻d❤️e🇩🇪f1️⃣g🏳️‍🌈h"));
  }

  @Test
  void charactersThatAreLettersStayLetters() {
    assertEquals(List.of(), emoji("© 2026 ™ 1 # * ↔ été 漢字 ❤︎"));
  }

  @Test
  void emojiWrittenWithoutTheirVariationArePicturesToo() {
    assertEquals(List.of("❤", "☀", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"), emoji("I ❤ the ☀ of 🏴󠁧󠁢󠁥󠁮󠁧󠁿"));
  }

  @TestFactory
  Stream<DynamicTest> upToThreeEmojiAloneAreDrawnLarge() throws IOException {
    try (InputStream examples =
        Links.class.getResourceAsStream("/chatter/shared/examples/emoji-only.json")) {
      return StreamSupport.stream(JsonMapper.shared().readTree(examples).spliterator(), false)
          .map(example ->
              DynamicTest.dynamicTest(
                  example.get("name").asString(),
                  () ->
                      assertEquals(
                          example.get("large").asBoolean(),
                          TextPart.fewEmoji(parts(example.get("text").asString())))));
    }
  }

  @Test
  void everyPictureCanBeRead() {
    Fx.run(() -> {
      for (String character : List.of("😀", "👍🏽", "🇩🇪", "🏳️‍🌈", "🫠")) {
        assertTrue(emoji.has(character), character);
        assertFalse(emoji.image(character).isError());
        assertEquals(48, emoji.image(character).getWidth());
      }
    });
  }
}
