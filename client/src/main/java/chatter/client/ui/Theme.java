package chatter.client.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;

/// Dresses a scene: the structure, and the colours of the light or the dark theme. Follows the
/// system's choice while it is asked to. JavaFX application thread only.
public final class Theme implements AutoCloseable {
  /// Which colours.
  public enum Choice {
    /// Those of the operating system.
    SYSTEM,
    /// Light ones.
    LIGHT,
    /// Dark ones.
    DARK
  }

  private final Scene scene;
  private final List<String> structure =
      List.of(
          sheet("base.css"),
          sheet("form/field.css"),
          sheet("dialog/layers.css"),
          sheet("form/switch.css"));
  private final String light = sheet("light.css");
  private final String dark = sheet("dark.css");
  private final ChangeListener<ColorScheme> follower = (system, before, now) -> dress();
  private Choice choice = Choice.SYSTEM;

  /// Dresses the scene as the system likes it.
  public Theme(Scene scene) {
    this.scene = scene;
    Platform.getPreferences().colorSchemeProperty().addListener(follower);
    dress();
  }

  /// Changes the colours.
  public void choose(Choice newChoice) {
    choice = newChoice;
    dress();
  }

  /// Stops following the system.
  @Override
  public void close() {
    Platform.getPreferences().colorSchemeProperty().removeListener(follower);
  }

  private void dress() {
    ColorScheme scheme =
        switch (choice) {
          case SYSTEM -> Platform.getPreferences().getColorScheme();
          case LIGHT -> ColorScheme.LIGHT;
          case DARK -> ColorScheme.DARK;
        };
    // For `@media (prefers-color-scheme)` and for the window's own frame.
    scene.getPreferences().setColorScheme(scheme);
    List<String> wanted = new ArrayList<>(structure);
    wanted.add(scheme == ColorScheme.DARK ? dark : light);
    if (!scene.getStylesheets().equals(wanted)) {
      scene.getStylesheets().setAll(wanted);
    }
  }

  private static String sheet(String name) {
    return Theme.class.getResource(name).toExternalForm();
  }
}
