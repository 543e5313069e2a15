package chatter.client.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Somebody has one colour on every screen: the desktop's themes and the page's agree.
class SameColoursTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."))
          .resolve("../server/src/main/resources/web/css/tokens.css");
  private static final Pattern NAME = Pattern.compile("--name-\\d: (#\\w{6});");
  private static final Pattern PICTURE = Pattern.compile("--person: (#\\w{6});");

  @Test
  void namesHaveTheColoursOfThePageInBothThemes() throws IOException {
    List<String> page = all(NAME, Files.readString(PAGE));
    assertEquals(2 * Avatar.COLOURS, page.size());
    assertEquals(
        page,
        IntStream.range(0, 2 * Avatar.COLOURS)
            .mapToObj(i ->
                one(
                    "-person-" + i % Avatar.COLOURS + ": (#\\w{6});",
                    i < Avatar.COLOURS ? "light.css" : "dark.css"))
            .toList());
  }

  @Test
  void initialsHaveTheColoursOfThePage() throws IOException {
    assertEquals(
        all(PICTURE, Files.readString(PAGE)),
        IntStream.range(0, Avatar.COLOURS)
            .mapToObj(
                i -> one("person-" + i + " \\{ -fx-background-color: (#\\w{6});", "avatar.css"))
            .toList());
  }

  @Test
  void theNumberOfAColourIsTheAccountsLastDigit() {
    assertEquals(3, Avatar.colourOf(3));
    assertEquals(0, Avatar.colourOf(120));
  }

  private static String one(String pattern, String file) {
    try {
      return all(Pattern.compile(pattern), read("/chatter/client/ui/" + file)).getFirst();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = SameColoursTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
