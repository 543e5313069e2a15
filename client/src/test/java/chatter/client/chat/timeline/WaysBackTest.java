package chatter.client.chat.timeline;

import static chatter.client.chat.ChatFixture.NINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatFixture;
import chatter.client.chat.ChatScreenRobot;
import chatter.client.chat.FakeSession;
import chatter.client.chat.list.RowCell;
import chatter.client.net.SessionEvent;
import chatter.client.ui.Fx;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Going to the message that another one answers, and back.
class WaysBackTest {
  private static final long QUOTED = 5;
  private static final long ANSWER = 301;

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  /// A long conversation with an answer to one of its first messages.
  private void open(double width) {
    fixture.fill((int) ANSWER - 1);
    session.add(FakeSession.LENA, NINE.plusSeconds(9_100), "as I said", QUOTED);
    for (int i = 0; i < 100; i++) {
      session.add(FakeSession.OMAR, NINE.plusSeconds(9_200 + i), "later " + i);
    }
    session.readSeq = session.stored.size();
    fixture.open(width);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private RowCell<?> top() {
    return fixture.list().cells().stream()
        .filter(cell -> cell.row() instanceof MessageRow && cell.bottom() > 0)
        .findFirst()
        .orElseThrow();
  }

  private boolean shows(long seq) {
    return fixture.list().cells().stream()
        .anyMatch(cell ->
            cell.row() instanceof MessageRow row
                && row.seq() == seq
                && cell.bottom() > 0
                && cell.top() < fixture.list().getHeight());
  }

  private Node pill() {
    return fixture.node("#to-before");
  }

  /// Scrolls to the answer, and a little further.
  private void readTheAnswer() {
    fixture.tell(() -> fixture.timeline().showMessage(ANSWER));
    fixture.tell(() -> robot.view().scrollBy(37));
    assertFalse(pill().isVisible());
  }

  private void alt(KeyCode code) {
    Fx.run(() ->
        robot.fire(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, true, false)));
    fixture.settle();
  }

  @Test
  void theWayBackLeadsToExactlyWhereOneWas() {
    open(1000);
    readTheAnswer();
    Object key = Fx.call(() -> ((MessageRow) top().row()).key());
    double place = Fx.call(() -> top().top());
    for (int i = 0; i < 3; i++) {
      robot.clickOn(fixture.node(".quote"));
      fixture.settle();
      assertTrue(shows(QUOTED));
      assertTrue(pill().isVisible());
      switch (i) {
        case 0 -> robot.clickOn(pill());
        case 1 -> alt(KeyCode.LEFT);
        default -> robot.strike(KeyCode.ESCAPE, "", false);
      }
      fixture.settle();
      assertEquals(key, Fx.call(() -> ((MessageRow) top().row()).key()));
      assertEquals(place, Fx.call(() -> top().top()), 0.5);
      assertFalse(pill().isVisible());
    }
  }

  @Test
  void whoChoseTheAnswerWithTheKeyboardFindsItChosen() {
    open(1000);
    readTheAnswer();
    fixture.tell(() -> {
      robot.view().requestFocus();
      fixture.list().setCurrentKey(ANSWER);
    });
    robot.strike(KeyCode.RIGHT, "", false);
    robot.strike(KeyCode.ENTER, "", false);
    fixture.settle();
    assertEquals(QUOTED, Fx.call(() -> fixture.list().currentKey()));
    alt(KeyCode.LEFT);
    assertEquals(ANSWER, Fx.call(() -> fixture.list().currentKey()));
    assertTrue(shows(ANSWER));
  }

  @Test
  void fromTheEndItLeadsToTheEndAndSeveralAreGoneOneByOne() {
    open(1000);
    fixture.tell(() -> robot.view().jumpTo(250, () -> {}));
    fixture.tell(() -> robot.view().jumpTo(100, () -> {}));
    alt(KeyCode.LEFT);
    assertTrue(shows(250));
    assertTrue(pill().isVisible());
    fixture.tell(() -> session.post(FakeSession.LENA, "meanwhile"));
    alt(KeyCode.LEFT);
    robot.assertAtEnd();
    assertFalse(pill().isVisible());
  }

  @Test
  void whoScrollsBackNeedsNoWayBack() {
    open(1000);
    fixture.tell(() -> robot.view().jumpTo(330, () -> {}));
    assertTrue(pill().isVisible());
    for (int i = 0; i < 60 && !fixture.list().isAtEnd(); i++) {
      assertTrue(pill().isVisible());
      fixture.tell(() -> robot.view().scrollBy(-300));
    }
    robot.assertAtEnd();
    assertFalse(pill().isVisible());
    readTheAnswer();
    fixture.tell(() -> robot.view().jumpTo(QUOTED, () -> {}));
    assertTrue(pill().isVisible());
    fixture.tell(() -> fixture.timeline().showMessage(ANSWER));
    assertFalse(pill().isVisible());
  }

  @Test
  void whereNothingMovesThereIsNoWayBack() {
    open(1000);
    fixture.tell(() -> robot.view().jumpTo(session.stored.size() - 2, () -> {}));
    robot.assertAtEnd();
    assertFalse(pill().isVisible());
  }

  @Test
  void leavingTheConversationForgetsTheWayBack() {
    open(1000);
    fixture.tell(() ->
        session.listener.accept(
            new SessionEvent.Welcomed(
                FakeSession.ME, List.of(session.lobby(), session.room(2, "Two", 0)), 8000)));
    fixture.tell(() -> robot.view().jumpTo(QUOTED, () -> {}));
    assertTrue(pill().isVisible());
    fixture.tell(() -> fixture.chat.show(2));
    assertFalse(pill().isVisible());
    fixture.tell(() -> fixture.chat.show(1));
    assertFalse(pill().isVisible());
  }

  @Test
  void inANarrowWindowTheWayBackComesBeforeTheList() {
    open(500);
    fixture.tell(() -> robot.view().jumpTo(QUOTED, () -> {}));
    alt(KeyCode.LEFT);
    robot.assertAtEnd();
    assertFalse(fixture.node("#sidebar").isVisible());
    fixture.tell(() -> robot.view().jumpTo(QUOTED, () -> {}));
    robot.strike(KeyCode.ESCAPE, "", false);
    fixture.settle();
    robot.assertAtEnd();
    assertFalse(fixture.node("#sidebar").isVisible());
    alt(KeyCode.LEFT);
    assertTrue(fixture.node("#sidebar").isVisible());
  }
}
