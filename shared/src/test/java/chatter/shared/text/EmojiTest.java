package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is one emoji, by the examples that the page obeys too, and what is known of each.
final class EmojiTest {
  private static final Pattern SHORTCODE = Pattern.compile("[+-]1|[\\p{L}\\p{N}_-]+");

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return Examples.in("emoji.json")
        .map(example ->
            DynamicTest.dynamicTest(
                example.get("name").asString(),
                () -> {
                  Optional<String> qualified = Emoji.qualified(Examples.text(example.get("text")));
                  assertEquals(
                      Optional.ofNullable(example.get("qualified").asStringOpt().orElse(null)),
                      qualified);
                  qualified.ifPresent(
                      one -> assertEquals(Optional.of(one), Emoji.qualified(one), "a second time"));
                }));
  }

  @Test
  void theNewestUnicodeIsWhole() {
    List<EmojiKind> newest =
        Emoji.kinds().stream().filter(kind -> kind.version().equals("18")).toList();
    assertEquals(9, newest.size());
    assertEquals(
        3963, Emoji.kinds().stream().mapToInt(kind -> kind.variants().size()).sum(), "of all");
    newest.forEach(
        kind -> assertTrue(Graphemes.isEmoji(kind.emoji()), () -> kind.name() + " is drawn"));
    assertFalse(Graphemes.isEmoji("\uDB40\uDD50"), "what nobody knows is not");
  }

  @Test
  void eachKindIsWholeAndNothingIsThereTwice() {
    Set<String> shortcodes = new HashSet<>();
    Set<String> emoji = new HashSet<>();
    for (EmojiKind kind : Emoji.kinds()) {
      assertFalse(kind.name().isBlank(), kind::emoji);
      assertFalse(kind.shortcodes().isEmpty(), kind::name);
      for (String code : kind.shortcodes()) {
        assertTrue(SHORTCODE.matcher(code).matches(), code);
        assertTrue(shortcodes.add(code), code);
      }
      for (String one : kind.variants()) {
        assertTrue(emoji.add(one), kind::name);
        assertEquals(Optional.of(kind), Emoji.kind(one));
      }
    }
    assertEquals(
        Set.of(EmojiKind.Category.values()),
        Set.copyOf(Emoji.kinds().stream().map(EmojiKind::category).distinct().toList()));
  }

  @Test
  void skinTonesArePutInForOneAndForTwo() {
    EmojiKind thumb = Emoji.kind("👍").orElseThrow();
    assertEquals(List.of("👍", "👍🏻", "👍🏼", "👍🏽", "👍🏾", "👍🏿"), thumb.variants());
    assertEquals("👍", thumb.toned(0));
    assertEquals("👍🏿", thumb.toned(5));
    assertFalse(thumb.hasTwoTones());
    EmojiKind hands = Emoji.kind("🫱🏻‍🫲🏿").orElseThrow();
    assertEquals("handshake", hands.name());
    assertEquals("🤝🏽", hands.toned(3));
    assertEquals("🫱🏽‍🫲🏿", hands.toned(3, 5));
    assertEquals(26, hands.variants().size());
    EmojiKind people = Emoji.kind("🧑‍🤝‍🧑").orElseThrow();
    assertEquals("🧑🏻‍🤝‍🧑🏻", people.toned(1));
    EmojiKind heart = Emoji.kind("❤").orElseThrow();
    assertEquals("❤️", heart.toned(4));
    assertFalse(heart.hasTones());
  }
}
