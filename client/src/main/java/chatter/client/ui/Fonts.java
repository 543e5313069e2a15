package chatter.client.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/// The typeface of the program, Inter. JavaFX knows its weights by family: `Inter`, `Inter Medium`,
/// `Inter Semi Bold`, and bold `Inter`.
public final class Fonts {
  private static final List<String> WEIGHTS = List.of("Regular", "Medium", "SemiBold", "Bold");

  private Fonts() {}

  /// Makes the typeface known to JavaFX; once, before the first scene. Where the platform refuses
  /// to load it, its own sans-serif is shown instead.
  public static void load() {
    for (String weight : WEIGHTS) {
      try (InputStream font = Fonts.class.getResourceAsStream("fonts/Inter-" + weight + ".otf")) {
        Font.loadFont(font, 14);
      } catch (IOException broken) {
        throw new UncheckedIOException("The program's own font cannot be read", broken);
      }
    }
  }
}
