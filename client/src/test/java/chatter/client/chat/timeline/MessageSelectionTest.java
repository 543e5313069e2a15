package chatter.client.chat.timeline;

import static chatter.client.chat.ChatFixture.NINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatFixture;
import chatter.client.chat.ChatScreenRobot;
import chatter.client.chat.FakeSession;
import chatter.client.chat.list.RowCell;
import chatter.client.chat.text.SelectableText;
import chatter.client.ui.Fx;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Path;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Selecting texts of messages with the mouse and the keyboard, and copying them, in a real window.
class MessageSelectionTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void openThree() {
    session.add(FakeSession.LENA, NINE, "one two three");
    session.add(FakeSession.OMAR, NINE.plusSeconds(60), "four five");
    session.add(FakeSession.ME, NINE.plusSeconds(120), "six seven");
    session.readSeq = 3;
    fixture.open(1000);
  }

  /// The line above what somebody wrote, as it is copied.
  private String head(String name, int minute) {
    return name + ", " + fixture.chat.labels().time(NINE.plusSeconds(60L * minute)) + "\n";
  }

  private MessageCell cell(long seq) {
    for (RowCell<?> cell : fixture.list().cells()) {
      if (cell instanceof MessageCell found
          && found.row() instanceof MessageRow row
          && row.seq() == seq) {
        return found;
      }
    }
    throw new AssertionError("not in view: " + seq);
  }

  /// Where a position in the first line of a message is in the scene.
  private Point2D at(long seq, int index) {
    return Fx.call(() -> {
      SelectableText text = cell(seq).text();
      Node node = text.node();
      for (double x = 0; x <= node.getLayoutBounds().getWidth(); x += 0.5) {
        if (text.indexAt(x, 8) == index) {
          return node.localToScene(x, 8);
        }
      }
      throw new AssertionError("no place for " + index + " in " + text.shown());
    });
  }

  private void mouse(
      EventType<MouseEvent> type, Node target, Point2D scene, int clicks, boolean shift) {
    fixture.tell(() ->
        target.fireEvent(
            new MouseEvent(
                type,
                scene.getX(),
                scene.getY(),
                scene.getX(),
                scene.getY(),
                MouseButton.PRIMARY,
                clicks,
                shift,
                false,
                false,
                false,
                !type.equals(MouseEvent.MOUSE_RELEASED),
                false,
                false,
                false,
                false,
                true,
                null)));
  }

  private void press(long seq, int index, int clicks, boolean shift) {
    Point2D point = at(seq, index);
    mouse(MouseEvent.MOUSE_PRESSED, Fx.call(() -> cell(seq).text().node()), point, clicks, shift);
  }

  private void dragTo(Point2D point) {
    mouse(MouseEvent.MOUSE_DRAGGED, fixture.list(), point, 1, false);
  }

  private void release() {
    mouse(MouseEvent.MOUSE_RELEASED, fixture.list(), Point2D.ZERO, 1, false);
  }

  private void drag(long fromSeq, int from, long toSeq, int to) {
    press(fromSeq, from, 1, false);
    dragTo(at(toSeq, to));
    release();
  }

  private String copied() {
    Fx.run(
        () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, "nothing")));
    robot.strike(KeyCode.C, "c", true);
    return Fx.call(() -> Clipboard.getSystemClipboard().getString());
  }

  private void strikeWithShift(KeyCode code, boolean control) {
    fixture.tell(() -> robot.fire(robot.key(KeyEvent.KEY_PRESSED, "", code, true, control)));
  }

  private boolean painted(Node cell) {
    return cell.lookupAll(".chosen-text").stream()
        .anyMatch(path -> !((Path) path).getElements().isEmpty());
  }

  @Test
  void aDragSelectsInsideABubble() {
    openThree();
    drag(1, 4, 1, 7);
    assertTrue(Fx.call(() -> painted(cell(1))));
    assertFalse(Fx.call(() -> painted(cell(2))));
    assertEquals("two", copied());
    drag(1, 7, 1, 0);
    assertEquals("one two", copied());
  }

  @Test
  void aDragOverSeveralSaysWhoWroteWhatAndWhen() {
    openThree();
    String all =
        head("Lena Koch", 0)
            + "two three\n\n"
            + head("Omar Malik", 1)
            + "four five\n\n"
            + head("Ada Brandt", 2)
            + "six";
    drag(1, 4, 3, 3);
    assertEquals(all, copied());
    assertTrue(Fx.call(() -> painted(cell(1)) && painted(cell(2)) && painted(cell(3))));
    drag(3, 3, 1, 4);
    assertEquals(all, copied());
  }

  @Test
  void aDoubleClickTakesWordsAndATripleClickALine() {
    session.add(FakeSession.LENA, NINE, "one two three");
    session.add(FakeSession.LENA, NINE.plusSeconds(1), "first line here\nsecond");
    session.readSeq = 2;
    fixture.open(1000);
    press(1, 5, 2, false);
    assertEquals("two", copied());
    dragTo(at(1, 9));
    assertEquals("two three", copied());
    dragTo(at(1, 1));
    release();
    assertEquals("one two", copied());
    press(2, 7, 3, false);
    release();
    assertEquals("first line here", copied());
  }

  @Test
  void aClickWithShiftGoesOnAndOneWithoutBeginsAnew() {
    openThree();
    press(1, 4, 1, false);
    release();
    assertEquals("nothing", copied());
    press(2, 4, 1, true);
    release();
    assertEquals(head("Lena Koch", 0) + "two three\n\n" + head("Omar Malik", 1) + "four", copied());
    press(1, 7, 1, true);
    release();
    assertEquals("two", copied());
    press(1, 7, 1, false);
    release();
    assertEquals("nothing", copied());
    assertFalse(Fx.call(() -> painted(cell(1)) || painted(cell(2))));
  }

  @Test
  void shiftAndArrowsSelectMessagesAndGoBack() {
    openThree();
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    strikeWithShift(KeyCode.UP, false);
    assertEquals("six seven", copied());
    strikeWithShift(KeyCode.UP, false);
    assertEquals(
        head("Omar Malik", 1) + "four five\n\n" + head("Ada Brandt", 2) + "six seven", copied());
    assertEquals(2L, Fx.call(() -> fixture.list().currentKey()));
    strikeWithShift(KeyCode.DOWN, false);
    assertEquals("six seven", copied());
    strikeWithShift(KeyCode.UP, false);
    robot.strike(KeyCode.ESCAPE, "", false);
    assertFalse(Fx.call(() -> painted(cell(2)) || painted(cell(3))));
    assertEquals("four five", copied(), "the chosen one, as without a selection");
  }

  @Test
  void shiftAndArrowsSelectCharactersAndWordsOverTheEdgeOfAMessage() {
    openThree();
    press(1, 7, 1, false);
    release();
    strikeWithShift(KeyCode.RIGHT, true);
    assertEquals(" three", copied());
    strikeWithShift(KeyCode.RIGHT, false);
    strikeWithShift(KeyCode.RIGHT, false);
    assertEquals(head("Lena Koch", 0) + " three\n\n" + head("Omar Malik", 1) + "f", copied());
    strikeWithShift(KeyCode.LEFT, false);
    strikeWithShift(KeyCode.LEFT, false);
    strikeWithShift(KeyCode.LEFT, false);
    assertEquals(" thre", copied());
    strikeWithShift(KeyCode.LEFT, true);
    strikeWithShift(KeyCode.LEFT, true);
    assertEquals("two", copied());
  }

  @Test
  void controlATakesAllThatIsLoaded() {
    fixture.fill(200);
    fixture.open(1000);
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.A, "a", true);
    List<String> loaded = loadedBodies();
    assertTrue(loaded.size() >= 50 && loaded.size() < 200, "loaded " + loaded.size());
    assertEquals(loaded, words(copied()));
  }

  private List<String> loadedBodies() {
    return Fx.call(() ->
        fixture.timeline().rows().stream()
            .filter(MessageRow.class::isInstance)
            .map(row -> ((MessageRow) row).message().content().body())
            .toList());
  }

  /// The lines that somebody wrote.
  private static List<String> words(String copied) {
    return Stream.of(copied.split("\n", -1)).filter(line -> line.startsWith("words")).toList();
  }

  @Test
  void aDragToTheEdgeScrollsAndGoesOnInMessagesFetchedMeanwhile() {
    fixture.fill(200);
    fixture.open(1000);
    int loaded = loadedBodies().size();
    Point2D end = Fx.call(() -> below(cell(200).text().node()));
    mouse(MouseEvent.MOUSE_PRESSED, Fx.call(() -> cell(200).text().node()), end, 1, false);
    Point2D above = Fx.call(() -> fixture.list().localToScene(300, -400));
    dragTo(above);
    assertFalse(fixture.node(".message-tools").isVisible(), "in the way of a drag");
    Fx.await("what was not loaded", () -> firstInView() < 200 - loaded - 20);
    Point2D inside = Fx.call(() -> fixture.list().localToScene(300, 200));
    dragTo(inside);
    release();
    List<String> lines = words(copied());
    int whole = lines.size() - 1;
    assertTrue(whole > loaded, "messages " + whole);
    assertEquals(
        session.stored.subList(200 - whole, 200).stream().map(message -> message.body()).toList(),
        lines.subList(1, lines.size()));
  }

  private static Point2D below(Node text) {
    return text.localToScene(5, text.getLayoutBounds().getMaxY() + 2);
  }

  private long firstInView() {
    return fixture.list().cells().stream()
        .filter(cell -> cell.row() instanceof MessageRow)
        .mapToLong(cell -> ((MessageRow) cell.row()).seq())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  @Test
  void whatIsSelectedStaysSoWhileItsCellsShowOtherMessages() {
    fixture.fill(200);
    fixture.open(1000);
    press(199, 3, 1, false);
    dragTo(Fx.call(() -> below(cell(200).text().node())));
    release();
    fixture.tell(() -> robot.view().scrollBy(3_000));
    assertFalse(Fx.call(() -> fixture.list().cells().stream().anyMatch(this::painted)));
    String both = copied();
    assertTrue(both.contains(session.stored.get(198).body().substring(3)), both);
    assertTrue(both.endsWith(session.stored.get(199).body()), both);
    fixture.press(robot.view(), KeyCode.END);
    assertTrue(Fx.call(() -> painted(cell(199)) && painted(cell(200))));
    assertFalse(Fx.call(() -> painted(cell(198))));
  }

  @Test
  void nothingIsCopiedOfADeletedMessage() {
    openThree();
    drag(1, 4, 3, 3);
    fixture.tell(
        () -> session.comes(new MessageDeleted(1, 4, FakeSession.OMAR, NINE.plusSeconds(180), 2)));
    assertEquals(head("Lena Koch", 0) + "two three\n\n" + head("Ada Brandt", 2) + "six", copied());
    assertFalse(Fx.call(() -> painted(cell(2))));
  }

  @Test
  void theMenuOfASelectedMessageCopiesTheSelection() {
    openThree();
    drag(1, 4, 1, 7);
    Point2D point = at(1, 5);
    fixture.tell(() ->
        cell(1)
            .text()
            .node()
            .fireEvent(
                new ContextMenuEvent(
                    ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                    point.getX(),
                    point.getY(),
                    point.getX(),
                    point.getY(),
                    false,
                    null)));
    fixture.tell(() ->
        Window.getWindows().stream()
            .filter(ContextMenu.class::isInstance)
            .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
            .filter(item -> fixture.texts.say("message.copySelection").equals(item.getText()))
            .findFirst()
            .orElseThrow()
            .fire());
    assertEquals("two", Fx.call(() -> Clipboard.getSystemClipboard().getString()));
  }
}
