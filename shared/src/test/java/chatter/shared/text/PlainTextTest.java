package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a text says without its formatting, by the examples that the page obeys too.
final class PlainTextTest {
  private static final Map<Long, String> NAMES = Map.of(7L, "Ada", 12L, "Bob");

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return Examples.in("words.json")
        .map(example ->
            DynamicTest.dynamicTest(
                example.get("name").asString(),
                () ->
                    assertEquals(
                        example.get("words").asString(),
                        PlainText.of(Examples.text(example.get("text")), NAMES::get))));
  }
}
