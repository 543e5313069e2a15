package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A window for whoever wants text larger than usual.
class AppWindowTest {
  private final Stage stage = Fx.call(Stage::new);
  private final AppWindow window = Fx.call(() -> new AppWindow(stage, "Chatter"));
  private final StackPane content = new StackPane();

  @AfterEach
  void close() {
    Fx.run(() -> {
      window.hide();
      window.close();
    });
  }

  private void scale(double factor) {
    Fx.run(() -> {
      window.setTextScale(factor);
      stage.getScene().getRoot().applyCss();
      stage.getScene().getRoot().layout();
    });
  }

  private boolean largerMenus() {
    return stage.getScene().getStylesheets().stream().anyMatch(sheet -> sheet.startsWith("data:"));
  }

  @Test
  void everythingIsLargerAndHasSoMuchLessRoom() {
    Fx.run(() -> {
      window.show(content);
      window.open(Optional.empty());
    });
    Scene scene = stage.getScene();
    double narrowest = stage.getMinWidth();
    scale(1);
    assertEquals(scene.getWidth(), content.getWidth(), 0.5);
    assertFalse(Fx.call(this::largerMenus));
    scale(1.5);
    assertEquals(scene.getWidth() / 1.5, content.getWidth(), 0.5);
    assertEquals(scene.getHeight() / 1.5, content.getHeight(), 0.5);
    Bounds shown = Fx.call(() -> content.localToScene(content.getLayoutBounds()));
    assertEquals(scene.getWidth(), shown.getWidth(), 0.5, "and fills the window");
    assertEquals(narrowest * 1.5, stage.getMinWidth(), 0.5);
    assertTrue(Fx.call(this::largerMenus), "which are windows of their own");
    scale(1);
    assertEquals(scene.getWidth(), content.getWidth(), 0.5);
    assertFalse(Fx.call(this::largerMenus));
    assertEquals(narrowest, stage.getMinWidth(), 0.5);
  }
}
