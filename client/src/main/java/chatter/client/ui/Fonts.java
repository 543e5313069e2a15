package chatter.client.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/// The typeface of the program, Inter. JavaFX knows its weights by family: `Inter`, `Inter Medium`,
/// `Inter Semi Bold`, and bold `Inter`; those that slant as italic `Inter`.
public final class Fonts {
  private static final List<String> UPRIGHT =
      List.of("Regular.otf", "Medium.otf", "SemiBold.otf", "Bold.otf");

  private static final List<String> ITALIC = List.of("Italic.ttf", "BoldItalic.ttf");

  private static boolean italicsLoaded;

  private Fonts() {}

  /// Makes the typeface known to JavaFX; once, before the first scene. Where the platform refuses
  /// to load it, its own sans-serif is shown instead.
  public static void load() {
    UPRIGHT.forEach(Fonts::load);
  }

  /// Makes those known that slant: few texts need them, so it is not done at the start. Does
  /// nothing the second time. JavaFX application thread only.
  public static void loadItalics() {
    if (!italicsLoaded) {
      italicsLoaded = true;
      ITALIC.forEach(Fonts::load);
    }
  }

  private static void load(String file) {
    try (InputStream font = Fonts.class.getResourceAsStream("fonts/Inter-" + file)) {
      Font.loadFont(font, 14);
    } catch (IOException broken) {
      throw new UncheckedIOException("The program's own font cannot be read", broken);
    }
  }
}
