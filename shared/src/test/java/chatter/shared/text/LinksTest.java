package chatter.shared.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// What is a link, by the examples that the page obeys too.
final class LinksTest {
  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return Examples.in("links.json")
        .map(example ->
            DynamicTest.dynamicTest(
                example.get("name").asString(),
                () -> assertEquals(wanted(example), found(example))));
  }

  @Test
  void thereAreExamplesEnough() throws IOException {
    assertTrue(Examples.in("links.json").count() >= 150);
  }

  @Test
  void piecesAreTheTextAgain() throws IOException {
    for (JsonNode example : Examples.in("links.json").toList()) {
      String text = Examples.text(example.get("text"));
      assertEquals(
          text,
          Links.split(text).stream().map(Links.Piece::text).collect(Collectors.joining()),
          () -> example.get("name").asString());
    }
  }

  private static List<String> wanted(JsonNode example) {
    List<String> links = new ArrayList<>();
    for (JsonNode link : example.get("links")) {
      links.add(
          link.has("length")
              ? link.get("length").asString()
              : link.get("text").asString()
                  + " -> "
                  + link.get("target").asString()
                  + (link.has("hint") ? " !" : ""));
    }
    return links;
  }

  private static List<String> found(JsonNode example) {
    boolean byLength = !example.get("links").isEmpty() && example.get("links").get(0).has("length");
    return Links.split(Examples.text(example.get("text"))).stream()
        .filter(piece -> piece.target() != null)
        .map(piece ->
            byLength
                ? "" + piece.text().length()
                : piece.text()
                    + " -> "
                    + piece.target()
                    + (piece.target().equals(piece.hint()) ? " !" : ""))
        .toList();
  }
}
