package chatter.client.chat.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatFixture;
import chatter.client.chat.ChatScreenRobot;
import chatter.client.chat.FakeSession;
import chatter.client.chat.list.RowCell;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.ui.Fx;
import chatter.server.faults.Form;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.PauseTransition;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Scrolling, what is unread, and what a screen reader finds, in a real window.
class TimelineViewTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void olderPagesLoadWhileScrollingWithoutAJump() {
    fixture.fill(3_000);
    fixture.open(1000);
    double worst = 0;
    int loads = 0;
    int enough = Form.of(15, 50);
    session.hold = true;
    while (loads < enough) {
      fixture.tell(() -> robot.view().scrollBy(737.3));
      if (!session.held.isEmpty()) {
        RowCell<?> eye = Fx.call(this::rowNearTheMiddle);
        Object key = ((MessageRow) eye.row()).key();
        // Its lower edge: the first row of all may lose its name to the run it turns out to be in.
        double before = Fx.call(() -> screenBottom(key));
        fixture.tell(() -> {
          session.release();
          session.hold = true;
        });
        double after = Fx.call(() -> screenBottom(key));
        worst = Math.max(worst, Math.abs(after - before));
        loads++;
      }
    }
    assertTrue(worst <= 1, "moved by " + worst);
    System.getLogger("measured").log(System.Logger.Level.INFO, "worst move " + worst);
  }

  private RowCell<?> rowNearTheMiddle() {
    return fixture.list().cells().stream()
        .filter(cell -> cell.bottom() > 250 && cell.row() instanceof MessageRow)
        .findFirst()
        .orElseThrow();
  }

  private double screenTop(Object key) {
    return cell(key).getLayoutY();
  }

  private double screenBottom(Object key) {
    return cell(key).getLayoutY() + cell(key).getHeight();
  }

  private RowCell<?> cell(Object key) {
    return fixture.list().cells().stream()
        .filter(cell -> cell.row() instanceof MessageRow row && row.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRoomOfAHundredThousandScrollsWithFewNodesAndRows() {
    fixture.fill(100_000);
    fixture.open(1000);
    int mostNodes = 0;
    int mostRows = 0;
    for (int i = 0; i < Form.of(150, 400); i++) {
      fixture.tell(() -> robot.view().scrollBy(1_500));
      mostNodes =
          Math.max(mostNodes, Fx.call(() -> fixture.list().getChildrenUnmodifiable().size()));
      mostRows = Math.max(mostRows, Fx.call(() -> fixture.timeline().rows().size()));
    }
    assertTrue(mostNodes < 140, "nodes " + mostNodes);
    assertTrue(mostRows <= 1_000, "rows " + mostRows);
    assertTrue(
        ((MessageRow) fixture.list().cells().getFirst().row()).seq() < Form.of(99_200, 98_000));
    fixture.press(robot.view(), KeyCode.HOME);
    assertEquals(1, firstMessage().seq());
    fixture.press(robot.view(), KeyCode.END);
    assertEquals(100_000, robot.lastRow().seq());
    robot.assertAtEnd();
    System.getLogger("measured")
        .log(System.Logger.Level.INFO, "nodes " + mostNodes + ", rows " + mostRows);
  }

  private MessageRow firstMessage() {
    return fixture.list().cells().stream()
        .map(RowCell::row)
        .filter(MessageRow.class::isInstance)
        .map(MessageRow.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readingAboveShowsTheWayBackWithWhatIsNew() {
    fixture.fill(100);
    fixture.open(1000);
    assertFalse(fixture.node("#to-newest").isVisible());
    fixture.tell(() -> robot.view().scrollBy(800));
    assertTrue(fixture.node("#to-newest").isVisible());
    fixture.tell(() -> {
      session.post(FakeSession.LENA, "new one");
      session.post(FakeSession.OMAR, "new two");
    });
    Button pill = (Button) fixture.node("#to-newest");
    assertEquals("2 new", Fx.call(pill::getText));
    robot.clickOn(pill);
    fixture.settle();
    robot.assertAtEnd();
    assertFalse(pill.isVisible());
    Fx.await("read after a moment", () -> session.calls.contains("read 102"));
  }

  @Test
  void opensWithTheUnreadLineAQuarterDown() {
    fixture.fill(300, FakeSession.LENA, FakeSession.OMAR);
    session.readSeq = 200;
    fixture.show(1000, 700, false);
    fixture.tell(() -> {
      fixture.chat.setActive(false);
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
    });
    RowCell<?> line =
        fixture.list().cells().stream()
            .filter(cell -> cell.row() instanceof TimelineRow.Unread)
            .findFirst()
            .orElseThrow();
    assertEquals(fixture.list().getHeight() / 4, line.getLayoutY(), 2);
    AtomicInteger atAGlance = new AtomicInteger();
    // Begins before the view's own pause, so it ends before it, however late both are.
    PauseTransition glance = new PauseTransition(TimelineView.READ_PAUSE.divide(2));
    glance.setOnFinished(_ -> atAGlance.set(robot.unread()));
    Fx.run(() -> {
      glance.play();
      fixture.chat.setActive(true);
    });
    Fx.await("what is in view is read", () -> robot.unread() < 100);
    assertEquals(100, atAGlance.get(), "a glance reads nothing");
    assertTrue(robot.unread() > 50);
  }

  @Test
  void comingBackShowsTheWayUpToWhatIsUnread() {
    fixture.fill(100);
    fixture.open(1000);
    fixture.tell(() -> fixture.chat.setActive(false));
    for (int i = 0; i < 30; i++) {
      fixture.tell(() -> session.post(FakeSession.LENA, "while away"));
    }
    robot.assertAtEnd();
    Button pill = (Button) fixture.node("#to-unread");
    assertTrue(pill.isVisible());
    assertEquals("30 new", Fx.call(pill::getText));
    fixture.tell(() -> fixture.chat.setActive(true));
    robot.clickOn(pill);
    fixture.settle();
    assertTrue(
        fixture.list().cells().stream().anyMatch(cell -> cell.row() instanceof TimelineRow.Unread));
    assertFalse(pill.isVisible());
  }

  @Test
  void aScreenReaderFindsEveryRowByNumberAndHearsWhatArrives() {
    fixture.fill(100);
    fixture.open(1000);
    Fx.run(() -> {
      int count = (Integer) robot.view().queryAccessibleAttribute(AccessibleAttribute.ITEM_COUNT);
      assertEquals(fixture.timeline().rows().size(), count);
      assertEquals(AccessibleRole.LIST_VIEW, robot.view().getAccessibleRole());
      assertEquals("Messages in Lobby", robot.view().getAccessibleText());
      for (int i = 0; i < count; i++) {
        Node item =
            (Node) robot.view().queryAccessibleAttribute(AccessibleAttribute.ITEM_AT_INDEX, i);
        assertEquals(AccessibleRole.LIST_ITEM, item.getAccessibleRole());
        assertEquals(i, item.queryAccessibleAttribute(AccessibleAttribute.INDEX));
        if (fixture.timeline().rows().get(i) instanceof MessageRow row) {
          assertTrue(
              item.getAccessibleText().contains(": " + row.message().content().body()),
              item.getAccessibleText());
        }
      }
      assertNull(robot.view().queryAccessibleAttribute(AccessibleAttribute.ITEM_AT_INDEX, count));
    });
    fixture.settle();
    robot.assertAtEnd();
    fixture.tell(() -> session.post(FakeSession.LENA, "the printer is back"));
    String time = fixture.chat.labels().time(fixture.clock.instant());
    assertEquals(
        "Lena Koch, " + time + ": the printer is back",
        fixture.node("#announcement").getAccessibleText());
    fixture.tell(() -> session.post(FakeSession.ME, "from my phone"));
    assertTrue(fixture.node("#announcement").getAccessibleText().contains("printer"));
  }

  @Test
  void resizingKeepsTheMessageUnderTheEye() {
    fixture.fill(200);
    fixture.open(1100);
    fixture.tell(() -> robot.view().scrollBy(2_500));
    RowCell<?> eye =
        fixture.list().cells().stream()
            .filter(cell -> cell.top() >= 0 && cell.row() instanceof MessageRow)
            .findFirst()
            .orElseThrow();
    Object key = ((MessageRow) eye.row()).key();
    double before = eye.getLayoutY();
    for (double width : new double[] {1000, 800, 640, 420, 1200}) {
      Fx.run(() -> fixture.stage.setWidth(width));
      Fx.await("resized", () -> Math.abs(fixture.stage.getScene().getWidth() - width) < 1);
      fixture.settle();
      assertEquals(before, Fx.call(() -> screenTop(key)), 1, "at " + width);
    }
  }
}
