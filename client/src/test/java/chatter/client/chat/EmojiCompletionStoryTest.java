package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.ui.Fx;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Shortcodes typed into the field of a real window.
class EmojiCompletionStoryTest {
  private final ChatFixture fixture = new ChatFixture();
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private int offered() {
    return fixture.screen.root().lookupAll(".completion-row").size();
  }

  @Test
  void aShortcodeBecomesItsEmoji() {
    fixture.fill(3);
    fixture.open(1000);
    robot.clickOn(robot.input()).write("Yes :tad");
    Fx.await("the emoji", () -> offered() > 0);
    robot.type(KeyCode.ENTER);
    Fx.await("it is taken", () -> offered() == 0);
    assertEquals("Yes 🎉", robot.written());
    robot.write(" :wave:");
    Fx.await("replaced", () -> robot.input().getText().equals("Yes 🎉 👋"));
    robot.write(" :tad");
    Fx.await("the emoji again", () -> offered() > 0);
    robot.type(KeyCode.ESCAPE);
    Fx.await("closed", () -> offered() == 0);
    robot.type(KeyCode.ENTER);
    Fx.await("sent", () -> robot.input().getText().isEmpty());
    assertEquals("Yes 🎉 👋 :tad", fixture.session.outbox.getFirst().body());
  }
}
