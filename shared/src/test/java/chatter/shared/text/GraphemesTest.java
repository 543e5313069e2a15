package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Where a text may be cut, by the examples that the page obeys too.
final class GraphemesTest {
  @TestFactory
  Stream<DynamicTest> previews() throws IOException {
    return Examples.in("previews.json")
        .map(example ->
            DynamicTest.dynamicTest(
                example.get("name").asString(),
                () -> {
                  String preview = Graphemes.preview(Examples.text(example.get("text")));
                  if (example.has("preview")) {
                    assertEquals(example.get("preview").asString(), preview);
                  } else {
                    assertEquals(example.get("length").asInt(), preview.length());
                    assertTrue(preview.endsWith(example.get("ends").asString()), preview);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> initials() throws IOException {
    return Examples.in("initials.json").map(GraphemesTest::initialsOf);
  }

  private static DynamicTest initialsOf(JsonNode example) {
    String name = example.get("name").asString();
    return DynamicTest.dynamicTest(
        "“" + name + "”",
        () -> assertEquals(example.get("initials").asString(), Graphemes.initials(name)));
  }
}
