package chatter.client.chat.emoji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.text.EmojiKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How emoji are found, written and remembered, by the examples that the page obeys too.
final class EmojiRulesTest {
  private static final EmojiSearch SEARCH = new EmojiSearch();

  private interface Check {
    void of(JsonNode example);
  }

  private static Stream<DynamicTest> examples(String file, Check check) throws IOException {
    JsonNode all =
        JsonMapper.shared()
            .readTree(EmojiRulesTest.class.getResourceAsStream("/chatter/shared/examples/" + file));
    return StreamSupport.stream(all.spliterator(), false)
        .map(example ->
            DynamicTest.dynamicTest(example.get("name").asString(), () -> check.of(example)));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    if (array != null) {
      array.forEach(one -> strings.add(one.asString()));
    }
    return strings;
  }

  @TestFactory
  Stream<DynamicTest> search() throws IOException {
    return examples(
        "emoji-search.json",
        example -> {
          int most = example.has("most") ? example.get("most").asInt() : Integer.MAX_VALUE;
          List<String> found =
              SEARCH
                  .find(example.get("typed").asString(), strings(example.get("recents")), most)
                  .stream()
                  .map(EmojiKind::emoji)
                  .toList();
          if (example.has("found")) {
            assertEquals(strings(example.get("found")), found);
          }
          if (example.has("count")) {
            assertEquals(example.get("count").asInt(), found.size());
          }
          List<String> first = strings(example.get("first"));
          assertEquals(first, found.subList(0, Math.min(first.size(), found.size())));
          assertTrue(found.containsAll(strings(example.get("has"))), found::toString);
          if (example.has("before")) {
            example
                .get("before")
                .forEach(pair -> {
                  int earlier = found.indexOf(pair.get(0).asString());
                  assertTrue(
                      earlier >= 0 && earlier < found.indexOf(pair.get(1).asString()),
                      found::toString);
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shortcodes() throws IOException {
    return examples(
        "shortcodes.json",
        example -> {
          JsonNode text = example.get("text");
          String marked =
              text.isString()
                  ? text.asString()
                  : text.get("prefix").asString()
                      + text.get("repeat").asString().repeat(text.get("times").asInt())
                      + "|";
          int caret = marked.indexOf('|');
          Optional<Shortcode> found =
              Shortcode.at(marked.substring(0, caret) + marked.substring(caret + 1), caret);
          if (example.get("query").isNull()) {
            assertEquals(Optional.empty(), found);
            return;
          }
          Shortcode code = found.orElseThrow();
          boolean closed = example.has("closed");
          String query = example.get("query").asString();
          assertEquals(
              new Shortcode(caret - query.length() - (closed ? 2 : 1), caret, query, closed), code);
          if (closed) {
            assertEquals(
                Optional.ofNullable(example.get("emoji").asStringOpt().orElse(null)),
                SEARCH.withShortcode(query).map(EmojiKind::emoji));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> recents() throws IOException {
    return examples(
        "emoji-recents.json",
        example -> {
          String[] kept = {""};
          EmojiRecents recents = new EmojiRecents("", value -> kept[0] = value);
          strings(example.get("uses")).forEach(recents::use);
          if (example.has("tone")) {
            recents.choose(example.get("tone").asInt());
          }
          assertEquals(strings(example.get("quick")), recents.quick());
          assertEquals(strings(example.get("list")), recents.list());
          EmojiRecents again = new EmojiRecents(kept[0], _ -> {});
          assertEquals(recents.quick(), again.quick());
          assertEquals(recents.list(), again.list());
          assertEquals(recents.tone(), again.tone());
        });
  }

  @Test
  void whatWasKeptBeforeUsesWereCountedIsTakenOver() {
    EmojiRecents recents = new EmojiRecents("🚀\n👍\n❤️", _ -> {});
    assertEquals(List.of("🚀", "👍", "❤️"), recents.list());
    assertEquals(List.of("🚀", "👍", "❤️", "😂", "🎉", "😮"), recents.quick());
    assertEquals(0, recents.tone());
  }

  @Test
  void whatMakesNoSenseIsLeftOut() {
    EmojiRecents recents = new EmojiRecents("tone 9\n🚀 NaN\n\n🔥 2.5\n👍 x 1", _ -> {});
    assertEquals(List.of("🔥"), recents.list());
    assertEquals(0, recents.tone());
  }

  @Test
  void onlyTheMostUsedAreKept() {
    EmojiRecents recents = new EmojiRecents("", _ -> {});
    for (int i = 0; i < 50; i++) {
      recents.use(Character.toString(0x1F400 + i));
    }
    assertEquals(36, recents.list().size());
    assertEquals(Character.toString(0x1F400 + 49), recents.list().getFirst());
  }
}
