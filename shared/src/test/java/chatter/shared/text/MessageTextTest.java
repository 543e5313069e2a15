package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What is stored of what was written, by the examples that the page obeys too.
final class MessageTextTest {
  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return Examples.in("bodies.json")
        .map(example ->
            DynamicTest.dynamicTest(
                example.get("name").asString(),
                () -> {
                  String stored = MessageText.of(Examples.text(example.get("text")));
                  assertEquals(example.get("stored").asString(), stored);
                  assertEquals(stored, MessageText.of(stored), "a second time");
                }));
  }
}
