package chatter.shared.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.api.ApiJson;
import chatter.shared.text.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The examples that the page's own rules are held to as well, and what holds for any name.
final class FileNamesTest {
  private static final JsonNode EXAMPLES = examples();

  private static JsonNode examples() {
    try (InputStream in =
        FileNamesTest.class.getResourceAsStream("/chatter/shared/examples/file-names.json")) {
      return ApiJson.MAPPER.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<JsonNode> refused() {
    return EXAMPLES.get("refused").valueStream();
  }

  static Stream<JsonNode> taken() {
    return EXAMPLES.get("taken").valueStream();
  }

  static Stream<JsonNode> safe() {
    return EXAMPLES.get("safe").valueStream();
  }

  static Stream<JsonNode> cleaned() {
    return EXAMPLES.get("clean").valueStream();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoNameIsRefusedByTheRuleItBreaks(JsonNode example) {
    assertEquals(
        Optional.of(FileNames.Rule.valueOf(example.get("rule").asString())),
        FileNames.check(Examples.text(example.get("name"))));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void namesOfTheWorldAreTakenAndSentAsTheyAre(JsonNode example) {
    String name = Examples.text(example);

    assertEquals(Optional.empty(), FileNames.check(name));
    assertEquals(name, FileNames.clean(name));
  }

  @ParameterizedTest
  @MethodSource("safe")
  void aNameToSaveUnderIsGoodOnEverySystem(JsonNode example) {
    assertEquals(
        Examples.text(example.get("safe")), FileNames.safe(Examples.text(example.get("name"))));
  }

  @ParameterizedTest
  @MethodSource("cleaned")
  void aNameIsCleanedBeforeItIsSent(JsonNode example) {
    assertEquals(
        Examples.text(example.get("clean")), FileNames.clean(Examples.text(example.get("name"))));
  }

  @Test
  void theProgramsAreThoseOfThePage() {
    assertEquals(
        EXAMPLES.get("programs").valueStream().map(JsonNode::asString).toList(),
        FileNames.PROGRAMS.stream().sorted().toList());
  }

  @Test
  void whatASystemRunsIsAProgram() {
    EXAMPLES
        .get("run")
        .forEach(name -> assertTrue(FileNames.isProgram(name.asString()), name::toString));
    EXAMPLES
        .get("notRun")
        .forEach(name -> assertFalse(FileNames.isProgram(name.asString()), name::toString));
  }

  @Test
  void aMissingNameIsMissing() {
    assertEquals(Optional.of(FileNames.Rule.FILE_NAME_MISSING), FileNames.check(null));
    assertEquals("file", FileNames.clean(null));
    assertEquals("file", FileNames.safe(null));
  }

  @Test
  void whateverANameIsItCanBeSentAndSaved() {
    Random random = new Random(23);
    int[] odd = {
      '.', ' ', '/', '\\', ':', 0, '\n', 0x200d, 0x202e, 0xfe0f, 0x2764, 0x1f469, 0xd800, 0xdc00,
      0xe0041, 0x1f3f4, 0x301, 0x65e5, 'a', 'C', 'O', 'N', 'é'
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      int length = random.nextInt(random.nextInt(20) == 0 ? 300 : 12);
      for (int n = 0; n < length; n++) {
        name.appendCodePoint(
            random.nextInt(4) == 0 ? random.nextInt(0x11_0000) : odd[random.nextInt(odd.length)]);
      }
      String clean = FileNames.clean(name.toString());
      String safe = FileNames.safe(name.toString());

      assertEquals(Optional.empty(), FileNames.check(clean), name::toString);
      assertEquals(clean, FileNames.clean(clean));
      assertEquals(Optional.empty(), FileNames.check(safe), name::toString);
      assertEquals(safe, FileNames.safe(safe));
      assertTrue(safe.getBytes(StandardCharsets.UTF_8).length <= FileNames.MOST_BYTES);
    }
  }
}
