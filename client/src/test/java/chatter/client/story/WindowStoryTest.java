package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.prefs.PreferencesFile;
import chatter.client.prefs.WindowBounds;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("story")
class WindowStoryTest {
  @TempDir private Path folder;

  private Rectangle2D bounds(Desktop app) {
    return app.onFx(() -> {
      Stage stage = app.stage();
      return new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
    });
  }

  @Test
  void windowIsWhereItWas() {
    try (Desktop app = new Desktop(folder)) {
      app.onFx(() -> {
        app.stage().setX(60);
        app.stage().setY(40);
        app.stage().setWidth(700);
        app.stage().setHeight(560);
        return null;
      });
      app.settle();
      app.restart();
      assertEquals(new Rectangle2D(60, 40, 700, 560), bounds(app));
    }
  }

  @Test
  void windowOfAScreenThatIsGoneComesBackIntoSight() throws Exception {
    Files.createDirectories(folder);
    PreferencesFile file = new PreferencesFile(folder);
    file.save(file.load().withWindow(new WindowBounds(-9_000, 12_000, 8_000, 6_000, false)));
    try (Desktop app = new Desktop(folder)) {
      Rectangle2D window = bounds(app);
      assertTrue(
          app.onFx(() -> Screen.getPrimary().getVisualBounds().contains(window)), window::toString);
    }
  }

  @Test
  void windowIsNeverSmallerThanItsContentsNeed() {
    try (Desktop app = new Desktop(folder)) {
      assertEquals(360, app.stage().getMinWidth());
      // All of it fits on 800 × 600 pixels at 150 %, with a bar of 40.
      assertEquals(320, app.stage().getMinHeight());
    }
  }
}
