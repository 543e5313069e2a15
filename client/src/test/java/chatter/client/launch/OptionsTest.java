package chatter.client.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void linkOfAnInviteIsTakenAndNothingElse() {
    String link = "chatter://join?code=K7QM2X9P&at=http://127.0.0.1:8080";
    assertEquals(link, Options.parse(List.of(link)).link());
    assertEquals("", Options.parse(List.of()).link());
    assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("http://a")));
  }

  @Test
  void dataFolderCanBeNamedInTwoWays() {
    Path named = Path.of("/elsewhere").toAbsolutePath();
    assertEquals(named, Options.parse(List.of("--data", "/elsewhere")).data());
    assertEquals(named, Options.parse(List.of("--data=/elsewhere")).data());
    assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--data")));
  }

  @Test
  void nobodyIsLookedForWhereThatIsNotWantedAlsoInTheBackground() {
    assertTrue(Options.parse(List.of()).nearby());
    Options alone = Options.parse(List.of("--no-nearby", "--data", "/elsewhere"));
    assertFalse(alone.nearby());
    assertEquals(alone.data(), Options.parse(alone.forBackground()).data());
    assertFalse(Options.parse(alone.forBackground()).nearby());
    assertTrue(Options.parse(alone.forBackground()).background());
  }
}
