package chatter.client.chat.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.Examples;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// What is copied of several messages, by the examples that the page obeys too.
class CopiedTextTest {
  @TestFactory
  Stream<DynamicTest> asOnThePage() throws IOException {
    return Examples.tests(
        Examples.file("copying.json").get("rows"),
        example -> {
          List<CopiedText.Piece> pieces = new ArrayList<>();
          example.get("rows").forEach(row -> pieces.add(piece(row)));
          assertEquals(example.get("copied").asString(), CopiedText.of(pieces));
        });
  }

  private static CopiedText.Piece piece(JsonNode row) {
    return new CopiedText.Piece(
        row.get("person").asLong(),
        row.get("called").asString(),
        LocalDate.of(2026, 3, row.get("day").asInt()),
        row.get("time").asString(),
        row.get("full").asString(),
        row.get("text").asString());
  }
}
