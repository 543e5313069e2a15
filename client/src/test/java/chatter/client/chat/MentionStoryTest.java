package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import chatter.shared.api.MemberInfo;
import chatter.shared.protocol.Role;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody mentioned in the field of a real window is one piece there.
class MentionStoryTest {
  private static final String NAME = "@Lena Koch";

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @BeforeEach
  void mention() {
    session.rooms.members.add(new MemberInfo(FakeSession.ME, false, Role.MEMBER, false, null));
    session.rooms.members.add(new MemberInfo(FakeSession.LENA, false, Role.MEMBER, false, null));
    fixture.fill(3);
    fixture.open(1000);
    robot.clickOn(robot.input()).write("@Le");
    Fx.await("Lena", () -> !fixture.screen.root().lookupAll(".completion-row").isEmpty());
    robot.type(KeyCode.ENTER);
    Fx.await("the mention", () -> robot.input().getText().equals(NAME + " "));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private int caret() {
    fixture.settle();
    return Fx.call(() -> robot.input().getCaretPosition());
  }

  private void strike(KeyCode code, boolean shift, boolean control) {
    Fx.run(() -> {
      robot.fire(robot.key(KeyEvent.KEY_PRESSED, "", code, shift, control));
      robot.fire(robot.key(KeyEvent.KEY_RELEASED, "", code, shift, control));
    });
  }

  @Test
  void arrowsGoOverIt() {
    strike(KeyCode.LEFT, false, false);
    assertEquals(NAME.length(), caret());
    strike(KeyCode.LEFT, false, false);
    assertEquals(0, caret());
    strike(KeyCode.RIGHT, false, false);
    assertEquals(NAME.length(), caret());
    strike(KeyCode.LEFT, true, false);
    assertEquals(NAME, Fx.call(() -> robot.input().getSelectedText()));
  }

  @Test
  void arrowsByWordsDoToo() {
    strike(KeyCode.LEFT, false, true);
    assertEquals(0, caret());
    strike(KeyCode.RIGHT, false, true);
    assertEquals(NAME.length(), caret());
  }

  @Test
  void backspaceAndDeleteTakeItAsAWhole() {
    strike(KeyCode.BACK_SPACE, false, false);
    assertEquals(NAME, robot.written());
    strike(KeyCode.BACK_SPACE, false, false);
    assertEquals("", robot.written());
    fixture.tell(() -> robot.input().undo());
    assertEquals(NAME, robot.written());
    fixture.tell(() -> robot.input().positionCaret(0));
    strike(KeyCode.DELETE, false, false);
    assertEquals("", robot.written());
  }

  @Test
  void theCaretIsNeverWithinIt() {
    fixture.tell(() -> robot.input().positionCaret(4));
    assertEquals(0, caret());
    fixture.tell(() -> robot.input().positionCaret(4));
    assertEquals(NAME.length(), caret());
    assertFalse(Fx.call(() -> fixture.composer().completion().isOpen()));
  }

  @Test
  void aNameThatWasOnlyTypedIsText() {
    robot.write("and @Omar");
    strike(KeyCode.BACK_SPACE, false, false);
    assertTrue(robot.written().endsWith("and @Oma"));
  }
}
