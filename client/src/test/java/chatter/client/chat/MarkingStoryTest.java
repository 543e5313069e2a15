package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Marks put by keys and lines pasted, in a real window.
class MarkingStoryTest {
  private final ChatFixture fixture = new ChatFixture();
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open(String text) {
    fixture.fill(3);
    fixture.open(1000);
    fixture.tell(() -> {
      robot.input().requestFocus();
      robot.input().setText(text);
      robot.input().end();
    });
  }

  private void paste(String text) {
    fixture.tell(() -> {
      Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
      robot.input().paste();
    });
  }

  private String selected() {
    return Fx.call(() -> robot.input().getSelectedText());
  }

  private boolean offers() {
    return Fx.call(() -> fixture.node(".offer-strip").isVisible());
  }

  @Test
  void keysMarkWhatIsSelectedAndTakeTheMarksOff() {
    open("some words");
    fixture.tell(() -> robot.input().selectRange(5, 10));
    robot.strike(KeyCode.B, "b", true);
    assertEquals("some **words**", robot.written());
    assertEquals("words", selected());
    robot.strike(KeyCode.I, "i", true);
    assertEquals("some ***words***", robot.written());
    robot.strike(KeyCode.B, "b", true);
    robot.strike(KeyCode.I, "i", true);
    assertEquals("some words", robot.written());
    robot.strike(KeyCode.E, "e", true);
    assertEquals("some `words`", robot.written());
    fixture.tell(() -> robot.input().undo());
    assertEquals("some words", robot.written());
  }

  @Test
  void pastedLinesBecomeABlockOnceThatIsWanted() {
    open("See: ");
    paste("if (a) {\n  b();\n}");
    assertTrue(offers());
    assertEquals("See: if (a) {\n  b();\n}", robot.written(), "as it was copied until then");
    fixture.tell(() -> ((Button) fixture.node("#takeOffer")).fire());
    assertEquals("See:\n```\nif (a) {\n  b();\n}\n```\n", robot.written());
    assertFalse(offers());
  }

  @Test
  void theKeyForABlockTakesTheOffer() {
    open("");
    paste("a:\n  b");
    Fx.run(() -> robot.fire(robot.key(KeyEvent.KEY_PRESSED, "C", KeyCode.C, true, true)));
    assertEquals("```\na:\n  b\n```\n", robot.written());
  }

  @Test
  void whoGoesOnWritingOrPressesEscapeIsNotAskedAgain() {
    open("");
    paste("a:\n  b");
    robot.strike(KeyCode.X, "x", false);
    assertFalse(offers());
    paste("a:\n  b");
    assertTrue(offers());
    robot.strike(KeyCode.ESCAPE, "", false);
    assertFalse(offers());
    assertTrue(robot.written().endsWith("xa:\n  b"));
    paste("words");
    assertFalse(offers());
  }
}
