package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.shared.limits.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Whom a text mentions, by the examples that the page obeys too.
final class MentionsTest {
  private static final Map<Long, String> NAMES = Map.of(7L, "Ada", 12L, "Bob");

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return Examples.in("mentions.json")
        .map(example ->
            DynamicTest.dynamicTest(example.get("name").asString(), () -> holds(example)));
  }

  private static void holds(JsonNode example) {
    String text = Examples.text(example.get("text"));
    List<Long> mentioned =
        StreamSupport.stream(example.get("mentions").spliterator(), false)
            .map(JsonNode::asLong)
            .toList();
    assertEquals(mentioned, List.copyOf(Mentions.in(text)));
    String preview = Mentions.preview(text, NAMES::get);
    if (example.has("preview")) {
      assertEquals(example.get("named").asString(), Mentions.named(text, NAMES::get));
      assertEquals(example.get("preview").asString(), preview);
    } else {
      assertEquals(example.get("length").asInt(), Limits.codePoints(preview));
    }
  }
}
