package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.text.MessageBody;
import chatter.client.ui.Fx;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is being written can be looked at as it will be read.
class PreviewTest {
  private final ChatFixture fixture = new ChatFixture();
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @BeforeEach
  void open() {
    fixture.fill(3);
    fixture.open(1000);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private ToggleButton toggle() {
    return (ToggleButton) fixture.node("#preview");
  }

  private Node pane() {
    return fixture.node("#previewPane");
  }

  private String shown() {
    return ((MessageBody) pane().lookup(".lines")).shown();
  }

  @Test
  void thereIsNothingToLookAtWithoutMarks() {
    fixture.tell(() -> robot.input().setText("just words: 3 - 2 = 1"));
    assertFalse(toggle().isVisible());
    fixture.tell(() -> robot.input().setText("some *words*"));
    assertTrue(toggle().isVisible());
    assertFalse(pane().isVisible());
  }

  @Test
  void itShowsWhatIsWrittenWithoutTheMarksAndFollows() {
    fixture.tell(() -> robot.input().setText("some *words*"));
    robot.clickOn(toggle());
    fixture.settle();
    assertTrue(pane().isVisible());
    assertEquals("some words", Fx.call(this::shown));
    fixture.tell(() -> robot.input().setText("- one\n- two"));
    Fx.await("the list", () -> shown().equals("one\ntwo"));
    fixture.settle();
    double height = Fx.call(() -> pane().getLayoutBounds().getHeight());
    assertTrue(height > 40 && height < 120, "height " + height);
    robot.clickOn(toggle());
    fixture.settle();
    assertFalse(pane().isVisible());
  }

  @Test
  void itGoesWithTheMessageAndIsThereForTheNext() {
    fixture.tell(() -> robot.input().setText("`code`"));
    robot.clickOn(toggle());
    fixture.tell(() -> robot.input().requestFocus());
    robot.type(KeyCode.ENTER);
    Fx.await("sent", () -> robot.input().getText().isEmpty());
    fixture.settle();
    assertFalse(pane().isVisible());
    fixture.tell(() -> robot.input().setText("**more**"));
    assertTrue(pane().isVisible());
    assertEquals("more", Fx.call(this::shown));
  }

  @Test
  void aLongOneScrolls() {
    fixture.tell(() -> robot.input().setText("- item\n".repeat(60)));
    robot.clickOn(toggle());
    fixture.settle();
    assertTrue(Fx.call(() -> pane().getLayoutBounds().getHeight()) <= 230);
  }
}
