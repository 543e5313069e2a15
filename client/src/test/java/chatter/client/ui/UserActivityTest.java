package chatter.client.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;

class UserActivityTest {
  @Test
  void aMouseThatRestsWhileTheContentMovesBelowItIsNobody() {
    Scene scene = Fx.call(() -> new Scene(new Pane()));
    UserActivity activity = Fx.call(() -> new UserActivity(Duration.ofMillis(1)));
    Fx.run(() -> activity.watch(scene));
    Fx.await("nobody is there", () -> !activity.thereProperty().get());
    Fx.run(() -> {
      fire(scene, MouseEvent.MOUSE_ENTERED_TARGET);
      fire(scene, MouseEvent.MOUSE_EXITED_TARGET);
      assertFalse(activity.thereProperty().get());
      fire(scene, MouseEvent.MOUSE_MOVED);
      assertTrue(activity.thereProperty().get());
      activity.watch(null);
    });
  }

  private static void fire(Scene scene, EventType<MouseEvent> type) {
    Event.fireEvent(
        scene.getRoot(),
        new MouseEvent(
            type,
            0,
            0,
            0,
            0,
            MouseButton.NONE,
            0,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            null));
  }
}
