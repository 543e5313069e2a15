package chatter.client.chat;

import static chatter.client.chat.ChatFixture.NINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.list.RowCell;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.net.SessionEvent;
import chatter.client.ui.Fx;
import chatter.client.ui.dialog.DialogLayer;
import chatter.shared.protocol.Level;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Typing anywhere, and the keys, in a real window.
class ChatKeysTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aLetterTypedAnywhereGoesIntoTheField() {
    fixture.fill(10);
    fixture.open(1000);
    for (Node elsewhere :
        List.of(
            robot.view(), fixture.node("#menu"), fixture.node("#send"), fixture.screen.root())) {
      fixture.tell(() -> {
        robot.input().clear();
        elsewhere.requestFocus();
      });
      robot.strike(KeyCode.H, "h", false);
      assertTrue(Fx.call(() -> robot.input().isFocused()), "from " + elsewhere);
      robot.strike(KeyCode.I, "i", false);
      assertEquals("hi", robot.written(), "from " + elsewhere);
    }
    // What an input method or a composed key hands over comes without a press.
    fixture.tell(() -> {
      robot.input().clear();
      robot.view().requestFocus();
      robot.view().fireEvent(robot.key(KeyEvent.KEY_TYPED, "é", KeyCode.UNDEFINED, false, false));
    });
    assertEquals("é", robot.written());
    fixture.tell(() -> {
      robot.input().clear();
      robot.view().requestFocus();
      // AltGr, as some systems tell it.
      robot
          .view()
          .fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_TYPED, "@", "@", KeyCode.UNDEFINED, false, true, true, false));
    });
    assertEquals("@", robot.written());
  }

  @Test
  void aLetterTypedWhileNothingHasTheFocusGoesIntoTheField() {
    fixture.fill(10);
    fixture.open(1000);
    fixture.tell(() -> {
      // Beside which there is no other field that would get the focus.
      Node taker = fixture.node("#roomMembers");
      taker.requestFocus();
      // What has the focus and goes takes it along.
      ((javafx.scene.layout.Pane) taker.getParent()).getChildren().remove(taker);
    });
    Fx.await(
        "the focus to leave what is gone",
        () -> !(robot.focusOwner() instanceof Node owner) || owner.getScene() != null);
    robot.strike(KeyCode.O, "o", false);
    robot.strike(KeyCode.K, "k", false);
    assertEquals("ok", robot.written());
  }

  @Test
  void aDeadKeyBeginsInTheField() {
    fixture.fill(10);
    fixture.open(1000);
    fixture.tell(() -> robot.view().requestFocus());
    Fx.run(() ->
        robot
            .view()
            .fireEvent(robot.key(KeyEvent.KEY_PRESSED, "", KeyCode.DEAD_ACUTE, false, false)));
    assertTrue(Fx.call(() -> robot.input().isFocused()), "before the letter is put together");
  }

  @Test
  void whatIsCopiedIsPastedIntoTheFieldFromAnywhere() {
    fixture.fill(10);
    fixture.open(1000);
    fixture.tell(() -> {
      Clipboard.getSystemClipboard()
          .setContent(java.util.Map.of(javafx.scene.input.DataFormat.PLAIN_TEXT, "copied"));
      robot.view().requestFocus();
    });
    robot.strike(KeyCode.V, "v", true);
    assertEquals("copied", robot.written());
  }

  @Test
  void aKeyThatAnswersDoesNotTypeAsWell() {
    fixture.fill(30);
    fixture.open(1000);
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.UP, "", false);
    Fx.run(() -> {
      robot.fire(robot.key(KeyEvent.KEY_PRESSED, "r", KeyCode.R, false, false));
      // Held down a little long.
      for (int i = 0; i < 3; i++) {
        robot.fire(robot.key(KeyEvent.KEY_TYPED, "r", KeyCode.UNDEFINED, false, false));
        robot.fire(robot.key(KeyEvent.KEY_PRESSED, "r", KeyCode.R, false, false));
      }
      robot.fire(robot.key(KeyEvent.KEY_TYPED, "r", KeyCode.UNDEFINED, false, false));
      robot.fire(robot.key(KeyEvent.KEY_RELEASED, "r", KeyCode.R, false, false));
    });
    assertTrue(fixture.node("#replyStrip").isVisible());
    assertEquals("", robot.written());
    robot.strike(KeyCode.R, "r", false);
    assertEquals("r", robot.written(), "the next one is a letter");
  }

  @Test
  void aLetterThatIsNoCommandGoesIntoTheFieldThoughAMessageIsChosen() {
    fixture.fill(30);
    fixture.open(1000);
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.H, "h", false);
    assertEquals("h", robot.written());
  }

  @Test
  void whoClickedOnAMessageAndTypesAnRWrites() {
    fixture.fill(30);
    fixture.open(1000);
    robot.clickOn(lastBubble());
    fixture.settle();
    robot.strike(KeyCode.R, "r", false);
    assertEquals("r", robot.written());
    assertFalse(fixture.node("#replyStrip").isVisible());
  }

  private Node lastBubble() {
    return fixture.list().cells().getLast().lookup(".bubble");
  }

  @Test
  void theKeysWorkOnAnyLayout() {
    fixture.fill(30);
    fixture.open(1000);
    for (String r : List.of("к", "ρ", "ר")) {
      fixture.tell(() -> robot.view().requestFocus());
      robot.strike(KeyCode.UP, "", false);
      robot.strike(KeyCode.UNDEFINED, r, false);
      assertTrue(fixture.node("#replyStrip").isVisible(), r);
      assertEquals("", robot.written(), r);
      fixture.tell(() -> fixture.chat.openProperty().get().composer().cancelReply());
    }
    for (KeyEvent help :
        List.of(
            robot.key(KeyEvent.KEY_PRESSED, "/", KeyCode.SLASH, false, true),
            robot.key(KeyEvent.KEY_PRESSED, "/", KeyCode.DIGIT7, true, true),
            robot.key(KeyEvent.KEY_PRESSED, "", KeyCode.DIGIT7, true, true),
            robot.key(KeyEvent.KEY_PRESSED, "", KeyCode.F1, false, false))) {
      Fx.run(() -> robot.fire(help));
      fixture.settle();
      assertTrue(Fx.call(() -> fixture.node(".key-list").getScene() != null), help.toString());
      assertTrue(Fx.call(() -> ((GridPane) fixture.node(".key-list")).getHgap() >= 8), "apart");
      robot.strike(KeyCode.ESCAPE, "", false);
      Fx.await("closed", () -> !((DialogLayer) fixture.node(".dialog-layer")).isOpen());
      assertTrue(Fx.call(() -> robot.input().isFocused()), "and the field has the keyboard");
    }
  }

  @Test
  void f6GoesRoundTheRegions() {
    fixture.fill(10);
    fixture.open(1000);
    fixture.tell(() -> robot.input().requestFocus());
    robot.strike(KeyCode.F6, "", false);
    assertTrue(Fx.call(() -> fixture.node("#sidebar").isFocusWithin()));
    robot.strike(KeyCode.F6, "", false);
    assertTrue(Fx.call(() -> robot.view().isFocused()));
    assertEquals(10L, Fx.call(() -> ((MessageRow) fixture.list().cells().getLast().row()).seq()));
    robot.strike(KeyCode.F6, "", false);
    assertTrue(Fx.call(() -> robot.input().isFocused()));
  }

  @Test
  void aPanelBesideTheRoomIsARegionToo() {
    fixture.fill(10);
    fixture.open(1180);
    fixture.tell(() -> ((Button) fixture.node("#roomMembers")).fire());
    Node panel = fixture.node("#membersPanel");
    assertTrue(Fx.call(panel::isFocusWithin));
    robot.strike(KeyCode.F6, "", false);
    assertTrue(Fx.call(() -> fixture.node("#sidebar").isFocusWithin()));
    Fx.run(() -> robot.fire(robot.key(KeyEvent.KEY_PRESSED, "", KeyCode.F6, true, false)));
    assertTrue(Fx.call(panel::isFocusWithin), "and back");
    robot.strike(KeyCode.ESCAPE, "", false);
    assertTrue(Fx.call(() -> robot.input().isFocused()), "Escape takes it away");
    robot.strike(KeyCode.F6, "", false);
    assertTrue(Fx.call(() -> fixture.node("#sidebar").isFocusWithin()));
  }

  @Test
  void controlAndADigitGoesToAStarredConversation() {
    fixture.fill(10);
    fixture.open(1000);
    fixture.tell(() -> {
      for (long id = 2; id <= 4; id++) {
        session.listener.accept(
            new SessionEvent.ConversationAdded(session.room(id, "Room " + id, 0)));
        session.listener.accept(
            new SessionEvent.MineChanged(id, id != 3, Level.AUTO, 0, 0, 0, null));
      }
    });
    robot.strike(KeyCode.DIGIT2, "2", true);
    fixture.settle();
    assertEquals(4L, fixture.chat.openProperty().get().id());
    robot.strike(KeyCode.NUMPAD1, "1", true);
    fixture.settle();
    assertEquals(2L, fixture.chat.openProperty().get().id());
    robot.strike(KeyCode.DIGIT3, "3", true);
    fixture.settle();
    assertEquals(2L, fixture.chat.openProperty().get().id(), "there are two");
    assertEquals("", robot.written());
  }

  @Test
  void escapeGoesBackOneStepAtATime() {
    fixture.fill(100);
    fixture.open(1000);
    fixture.tell(() -> robot.view().scrollBy(2_000));
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.R, "r", false);
    assertTrue(fixture.node("#replyStrip").isVisible());
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.ESCAPE, "", false);
    fixture.settle();
    assertFalse(fixture.node("#replyStrip").isVisible(), "first the reply");
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.ESCAPE, "", false);
    fixture.settle();
    assertNull(Fx.call(() -> fixture.list().currentKey()), "then the message");
    assertTrue(Fx.call(() -> robot.input().isFocused()));
    assertFalse(fixture.list().isAtEnd());
    robot.strike(KeyCode.ESCAPE, "", false);
    fixture.settle();
    robot.assertAtEnd();
  }

  @Test
  void controlUpAnswersTheMessageBeforeAndThenTheOneBeforeThat() {
    session.add(FakeSession.LENA, NINE, "first");
    session.add(FakeSession.OMAR, NINE, "second");
    session.add(FakeSession.ME, NINE, "mine");
    session.readSeq = 3;
    fixture.open(1000);
    fixture.tell(() -> robot.input().requestFocus());
    robot.strike(KeyCode.UP, "", true);
    assertEquals(2L, fixture.chat.openProperty().get().composer().replyProperty().get().seq());
    robot.strike(KeyCode.UP, "", true);
    assertEquals(1L, fixture.chat.openProperty().get().composer().replyProperty().get().seq());
  }

  @Test
  void theKeyboardChoosesAnswersAndCopiesMessages() {
    fixture.fill(30);
    fixture.open(1000);
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.UP, "", false);
    MessageRow chosen =
        (MessageRow)
            fixture
                .list()
                .rows()
                .get(fixture.list().indexOf(Fx.call(() -> fixture.list().currentKey())));
    assertEquals(29, chosen.seq());
    robot.strike(KeyCode.C, "c", true);
    assertEquals(
        chosen.message().content().body(),
        Fx.call(() -> Clipboard.getSystemClipboard().getString()));
    robot.strike(KeyCode.R, "r", false);
    assertTrue(Fx.call(() -> fixture.node("#replyStrip").isVisible()));
    assertEquals(29L, fixture.chat.openProperty().get().composer().replyProperty().get().seq());
    robot.type(KeyCode.ESCAPE);
    Fx.await("no reply", () -> !fixture.node("#replyStrip").isVisible());
    assertTrue(
        ((RowCell<?>) fixture.list().cells().getLast()).getAccessibleText().contains("words"));
  }
}
