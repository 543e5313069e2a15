package chatter.client.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/// Loads views. JavaFX application thread only.
public final class Views {
  private Views() {}

  /// Loads an FXML file of a screen.
  ///
  /// @param anchor a class in the same package as the file
  /// @param file the file's name
  /// @param texts the words for its `%keys`
  /// @param controllers what its `fx:controller`s, and those of the files it includes, are
  public static Parent load(Class<?> anchor, String file, Texts texts, Object... controllers) {
    FXMLLoader loader = new FXMLLoader(anchor.getResource(file), texts.bundle());
    loader.setControllerFactory(wanted ->
        Arrays.stream(controllers)
            .filter(wanted::isInstance)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nobody gave a " + wanted.getName())));
    try {
      return loader.load();
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + file + " cannot be read", e);
    }
  }
}
