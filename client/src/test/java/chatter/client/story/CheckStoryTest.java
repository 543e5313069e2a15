package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The connection check in the drawer.
@Tag("story")
class CheckStoryTest {
  @TempDir private Path folder;
  private Story story;
  private Desktop app;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    app = story.signedIn("Ada");
    // A narrow window of another test would have its menu elsewhere.
    app.resize(1_000, 700);
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void saysThatAllIsWellThenWhatIsWrongAndCopiesIt() {
    app.click("#menu");
    app.click("#itemCHECK");
    app.sees("All is well.");
    app.sees("to the server and back");
    story.stopServer();
    app.click("#again");
    app.sees("One thing does not work.");
    app.sees("nothing listens on that port");
    app.sees("Ask whoever runs it");
    app.click("#copy");
    app.sees("Copied");
    String copied = app.onFx(() -> Clipboard.getSystemClipboard().getString());
    assertTrue(copied.startsWith("Your connection\nDoes not work: Way to the server."), copied);
    assertEquals(1, copied.lines().filter(line -> line.contains("What to do:")).count(), copied);
  }
}
