package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.client.ui.Fx;
import chatter.shared.api.RoomInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.Visibility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Going anywhere by a few letters, in a real window.
class SwitcherTest {
  /// Seven are in view, and one or two more come and go at the ends.
  private static final int MOST_CELLS = 10;

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open(ConversationInfo... more) {
    fixture.fill(10);
    fixture.open(1000);
    List<ConversationInfo> all = new ArrayList<>(List.of(session.lobby()));
    all.addAll(List.of(more));
    fixture.tell(
        () -> session.listener.accept(new SessionEvent.Welcomed(FakeSession.ME, all, 8000)));
  }

  private void ask() {
    robot.strike(KeyCode.K, "k", true);
    fixture.settle();
  }

  private void type(String text) {
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      Fx.run(
          () -> robot.fire(robot.key(KeyEvent.KEY_TYPED, letter, KeyCode.UNDEFINED, false, false)));
      fixture.settle();
    }
  }

  private ListView<?> list() {
    return (ListView<?>) fixture.node("#switcherList");
  }

  /// What a screen reader says of those in view, from the top.
  private List<String> offered() {
    return Fx.call(() ->
        list().lookupAll(".switcher-cell").stream()
            .map(cell -> (ListCell<?>) cell)
            .filter(cell -> !cell.isEmpty() && cell.isVisible() && cell.getParent().isVisible())
            .sorted(Comparator.comparingInt((ListCell<?> cell) -> cell.getIndex()))
            .map(Node::getAccessibleText)
            .toList());
  }

  private boolean shown() {
    return Fx.call(() -> fixture.node(".dialog").isVisible());
  }

  private long here() {
    return Fx.call(() -> fixture.chat.openProperty().get().id());
  }

  @Test
  void itIsMadeBeforeItIsAskedForAndThenThereAtOnce() {
    open(session.room(2, "Field team", 0));
    assertNull(fixture.node("#switcher"));
    fixture.tell(fixture.screen::prepare);
    Fx.await(
        "the switcher with its rows",
        () -> fixture.node("#switcherList") != null && list().lookup(".switcher-row") != null);
    Node made = fixture.node("#switcher");
    assertFalse(shown());
    assertTrue(Fx.call(() -> robot.input().isFocused()));
    assertEquals(
        "",
        Fx.call(() -> ((Label) fixture.node("#switcherChosen")).getText()),
        "no screen reader hears of it");
    double opacity =
        Fx.call(() -> {
          robot.fire(robot.key(KeyEvent.KEY_PRESSED, "k", KeyCode.K, false, true));
          return fixture.node(".dialog-layer").getOpacity();
        });
    assertEquals(1, opacity, "it does not fade in");
    assertTrue(shown());
    assertEquals(made, fixture.node("#switcher"), "the same one");
  }

  @Test
  void theCardDoesNotWaitForTheWindowBehindToBeDarkened() {
    open(session.room(2, "Field team", 0));
    fixture.tell(fixture.screen::prepare);
    Fx.await("the switcher", () -> fixture.node("#switcher") != null);
    List<Boolean> atOnce =
        Fx.call(() -> {
          robot.fire(robot.key(KeyEvent.KEY_PRESSED, "k", KeyCode.K, false, true));
          return List.of(
              fixture.node(".dialog").isVisible(), fixture.node(".dialog-scrim").isVisible());
        });
    assertEquals(List.of(true, false), atOnce);
    Fx.await("it is dark", () -> fixture.node(".dialog-scrim").isVisible());
    Node scrim = fixture.node(".dialog-scrim");
    Node layer = fixture.node(".dialog-layer");
    assertEquals(
        Fx.call(() -> layer.localToScene(layer.getLayoutBounds())),
        Fx.call(() -> scrim.localToScene(scrim.getLayoutBounds())));
  }

  @Test
  void aFewLettersAndEnterLeadToAConversation() {
    open(session.room(2, "Field team", 0), FakeSession.direct(4, FakeSession.LENA));
    ask();
    TextField input = (TextField) fixture.node("#switcherInput");
    assertTrue(Fx.call(input::isFocused));
    assertEquals(List.of("Field team, room", "Lena Koch", "Lobby, room"), offered());
    type("fie");
    assertEquals("fie", Fx.call(input::getText));
    assertEquals(List.of("Field team, room"), offered());
    assertEquals(
        "Fie",
        Fx.call(() -> ((Label) list().lookup(".switcher-name.marked")).getText()),
        "what was typed stands out");
    robot.strike(KeyCode.ENTER, "", false);
    fixture.settle();
    assertEquals(2, here());
    assertFalse(shown());
    assertTrue(Fx.call(() -> robot.input().isFocused()));
    assertEquals("", robot.written());
    ask();
    assertEquals("", Fx.call(input::getText), "it begins anew");
    assertEquals(
        List.of("Lobby", "Lena Koch", "Field team"),
        offered().stream().map(words -> words.replaceFirst(",.*", "")).toList());
    robot.strike(KeyCode.ENTER, "", false);
    fixture.settle();
    assertEquals(1, here(), "there and back");
  }

  @Test
  void arrowsChooseAndEscapeLeavesAllAsItWas() {
    open(session.room(2, "Field team", 0), session.room(3, "Ideas", 0));
    ask();
    robot.strike(KeyCode.DOWN, "", false);
    assertEquals(1, (int) Fx.call(() -> list().getSelectionModel().getSelectedIndex()));
    assertEquals(
        "Ideas", Fx.call(() -> fixture.node("#switcherChosen").getAccessibleText()), "is said");
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.UP, "", false);
    assertEquals(2, (int) Fx.call(() -> list().getSelectionModel().getSelectedIndex()));
    robot.strike(KeyCode.ESCAPE, "", false);
    fixture.settle();
    assertFalse(shown());
    assertEquals(1, here());
    assertTrue(Fx.call(() -> robot.input().isFocused()));
  }

  @Test
  void aClickChoosesAndOneBesideTakesItAway() {
    open(session.room(2, "Field team", 0));
    Fx.run(() -> ((Button) fixture.node("#find")).fire());
    fixture.settle();
    Fx.await("it has faded in", () -> fixture.node(".dialog-layer").getOpacity() == 1);
    robot.clickOn(fixture.node("#conversation"));
    Fx.await("away", () -> !fixture.node(".dialog").isVisible());
    ask();
    Fx.await("it has faded in", () -> fixture.node(".dialog-layer").getOpacity() == 1);
    robot.clickOn(list().lookup(".switcher-row"));
    Fx.await("the room", () -> fixture.chat.openProperty().get().id() == 2);
    assertFalse(shown());
  }

  @Test
  void somebodyIsWrittenToAndARoomIsJoinedFromThere() {
    session.everybody.add(FakeSession.OMAR);
    session.rooms.rooms.add(
        new RoomInfo(9, "Open field day", "", Visibility.OPEN, false, 12, null, false));
    open();
    ask();
    type("omar");
    Fx.await("Omar", () -> !list().getItems().isEmpty());
    fixture.settle();
    assertEquals(List.of("Omar Malik, write a message"), offered());
    session.rooms.answer = FakeSession.direct(7, FakeSession.OMAR);
    robot.strike(KeyCode.ENTER, "", false);
    Fx.await("the direct", () -> fixture.chat.openProperty().get().id() == 7);
    assertTrue(session.rooms.calls.contains("direct [3]"));
    Fx.await("it goes away", () -> !fixture.node(".dialog").isVisible());
    ask();
    type("day");
    Fx.await("the room", () -> !list().getItems().isEmpty());
    fixture.settle();
    assertEquals(List.of("Open field day, join room · 12 members"), offered());
    session.rooms.failure = Failures.refused("not_found", null);
    robot.strike(KeyCode.ENTER, "", false);
    Fx.await("why not", () -> fixture.node("#switcher .problem").isVisible());
    assertTrue(shown(), "to choose another");
    session.rooms.failure = null;
    robot.strike(KeyCode.ENTER, "", false);
    Fx.await(
        "asked",
        () -> session.rooms.calls.stream().filter(c -> c.startsWith("addMembers 9")).count() == 2);
    fixture.tell(() ->
        session.listener.accept(
            new SessionEvent.ConversationAdded(session.room(9, "Open field day", 0))));
    Fx.await("there", () -> fixture.chat.openProperty().get().id() == 9);
    assertFalse(shown());
  }

  @Test
  void ofThousandsOnlyThoseInViewAreDrawn() {
    ConversationInfo[] many = new ConversationInfo[500];
    for (int i = 0; i < many.length; i++) {
      many[i] = session.room(i + 2, "Room of " + i, 0);
    }
    open(many);
    List<PresenceInfo> people = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      people.add(
          new PresenceInfo(i + 10L, "Person Fiedler " + i, null, PresenceInfo.State.OFFLINE, null));
    }
    fixture.tell(() ->
        session.listener.accept(new SessionEvent.Presence(true, 1, null, List.copyOf(people))));
    ask();
    AtomicInteger made = countCells(list());
    for (int i = 0; i < 3; i++) {
      robot.strike(KeyCode.ESCAPE, "", false);
      fixture.settle();
      ask();
      assertEquals("Room of 0, room", offered().getFirst());
    }
    type("person fiedler ");
    assertEquals("Person Fiedler 0, write a message", offered().getFirst());
    robot.strike(KeyCode.UP, "", false);
    fixture.settle();
    type("4999");
    assertEquals(List.of("Person Fiedler 4999, write a message"), offered());
    assertTrue(made.get() <= MOST_CELLS, () -> made + " cells");
  }

  /// How many cells a list makes from now on.
  private static <T> AtomicInteger countCells(ListView<T> list) {
    AtomicInteger made = new AtomicInteger();
    Fx.run(() -> {
      Callback<ListView<T>, ListCell<T>> factory = list.getCellFactory();
      list.setCellFactory(of -> {
        made.incrementAndGet();
        return factory.call(of);
      });
    });
    return made;
  }

  @Test
  void aLongNameIsCutOffAndTheHintStays() {
    open(session.room(2, "Everything that has to do with the garden ".repeat(4), 0));
    ask();
    type("garden");
    Node row = list().lookup(".switcher-row");
    assertTrue(Fx.call(() -> row.getLayoutBounds().getWidth()) <= Fx.call(() -> list().getWidth()));
    Label hint = (Label) list().lookup(".switcher-hint");
    assertEquals(Fx.call(() -> hint.prefWidth(-1)), Fx.call(hint::getWidth), 1);
  }
}
