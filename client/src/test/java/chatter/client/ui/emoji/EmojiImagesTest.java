package chatter.client.ui.emoji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import chatter.shared.text.Emoji;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;

/// The pictures of emoji that the program brings with it.
class EmojiImagesTest {
  private final EmojiImages images = new EmojiImages();

  /// The names of all pictures, as the index has them.
  private static Set<String> pictured() throws IOException {
    try (BufferedReader index =
        new BufferedReader(
            new InputStreamReader(
                EmojiImages.class.getResourceAsStream("index.txt"), StandardCharsets.US_ASCII))) {
      return index
          .lines()
          .map(line -> line.substring(0, line.indexOf(' ')))
          .collect(Collectors.toSet());
    }
  }

  private static String key(String emoji) {
    return emoji
        .codePoints()
        .filter(c -> c != 0xFE0F)
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining("-"));
  }

  @Test
  void everyEmojiOfTheListHasAPictureOfItsOwnAndNothingElseHas() throws IOException {
    Set<String> listed =
        Emoji.kinds().stream()
            .flatMap(kind -> kind.variants().stream())
            .map(EmojiImagesTest::key)
            .collect(Collectors.toSet());
    Set<String> pictured = pictured();
    assertEquals(
        List.of(), listed.stream().filter(key -> !pictured.contains(key)).toList(), "missing");
    assertEquals(
        List.of(), pictured.stream().filter(key -> !listed.contains(key)).toList(), "not listed");
  }

  @Test
  void theyAreSmallPicturesThatCanBeRead() throws Exception {
    for (String emoji : List.of("😀", "👍🏿", "🇨🇶", "1️⃣", "🫫", "🧑🏻‍❤️‍💋‍🧑🏿")) {
      Image image = Fx.call(() -> images.image(emoji));
      assertFalse(image.isError(), emoji);
      assertEquals(48, image.getWidth(), emoji);
    }
  }

  @Test
  void onesAskedForWithoutWaitingComeLaterAndAreKept() {
    List<Image> read = new ArrayList<>();
    assertTrue(Fx.call(() -> images.image("🥳", read::add)).isEmpty());
    Fx.await("the picture", () -> !read.isEmpty());
    assertSame(read.getFirst(), Fx.call(() -> images.image("🥳")));
    assertSame(read.getFirst(), Fx.call(() -> images.image("🥳", read::add)).orElseThrow());
    assertEquals(1, read.size());
  }

  @Test
  void whatUnicodeDoesNotListInThoseSkinTonesHasThePictureWithout() {
    assertEquals(List.of(true, true), List.of(images.has("👨🏻‍🤝‍👨🏻"), images.has("👪🏽")));
    assertFalse(images.has("a"));
  }
}
