package chatter.client.ui;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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

  /// How large the letters of menus and hints are in `base.css`, in pixels.
  private static final double MENU = 14;

  private static final double HINT = 12;

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

  /// What makes menus and hints as large as the rest: they are windows of their own. Empty while
  /// that is as usual.
  private String larger = "";

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

  /// Makes the letters of menus and hints so much larger or smaller.
  ///
  /// @param factor 1 is usual
  public void setTextScale(double factor) {
    larger =
        factor == 1
            ? ""
            : dataUrl(
                String.format(
                    Locale.ROOT,
                    ".context-menu { -fx-font-size: %.2fpx; } .tooltip { -fx-font-size: %.2fpx; }",
                    MENU * factor,
                    HINT * factor));
    dress();
  }

  private static String dataUrl(String sheet) {
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.UTF_8));
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
    if (!larger.isEmpty()) {
      wanted.add(larger);
    }
    if (!scene.getStylesheets().equals(wanted)) {
      scene.getStylesheets().setAll(wanted);
    }
  }

  private static String sheet(String name) {
    return Theme.class.getResource(name).toExternalForm();
  }
}
