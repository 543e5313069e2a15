package chatter.shared.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.api.ApiJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The examples that the page's own rules are held to as well.
final class TextRulesTest {
  private static final JsonNode EXAMPLES = examples();

  private static JsonNode examples() {
    try (InputStream in =
        TextRulesTest.class.getResourceAsStream("/chatter/shared/examples/names.json")) {
      return ApiJson.MAPPER.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<List<String>> refused() {
    return EXAMPLES
        .path("names")
        .path("refused")
        .valueStream()
        .map(n -> List.of(n.path("text").asString(), n.path("rule").asString()));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoNameIsRefusedByTheRuleItBreaks(List<String> example) {
    assertEquals(
        Optional.of(FieldRule.valueOf(example.get(1))),
        FieldRule.checkName(example.get(0)),
        () -> written(example.get(0)));
  }

  @Test
  void namesOfTheWorldAreNames() {
    for (String name : texts(EXAMPLES.path("names").path("taken"))) {
      assertEquals(Optional.empty(), FieldRule.checkName(name), () -> written(name));
      assertEquals(
          Optional.empty(), FieldRule.checkName(Names.canonical(name)), () -> written(name));
    }
  }

  @Test
  void namesAreKeptComposedAndWithSingleBlanks() {
    for (JsonNode pair : EXAMPLES.path("names").path("kept")) {
      assertEquals(pair.get(1).asString(), Names.canonical(pair.get(0).asString()));
    }
  }

  @Test
  void namesThatLookAlikeAreToldToBe() {
    for (JsonNode pair : EXAMPLES.path("alike")) {
      assertTrue(alike(pair), pair::toString);
    }
    for (JsonNode pair : EXAMPLES.path("unlike")) {
      assertFalse(alike(pair), pair::toString);
    }
  }

  @Test
  void aMessageHasSomethingToBeSeen() {
    for (String body : texts(EXAMPLES.path("bodies").path("invisible"))) {
      assertTrue(Limits.invisible(body), () -> written(body));
    }
    for (String body : texts(EXAMPLES.path("bodies").path("visible"))) {
      assertFalse(Limits.invisible(body), () -> written(body));
    }
  }

  private static boolean alike(JsonNode pair) {
    String one = pair.get(0).asString();
    String other = pair.get(1).asString();
    return Names.key(one).equals(Names.key(other)) || Names.look(one).equals(Names.look(other));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static String written(String text) {
    StringBuilder written = new StringBuilder(text);
    text.codePoints().forEach(c -> written.append(" U+").append(Integer.toHexString(c)));
    return written.toString();
  }
}
