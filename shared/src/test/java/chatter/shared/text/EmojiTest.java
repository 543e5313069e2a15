package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What is one emoji, by the examples that the page obeys too.
final class EmojiTest {
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
}
