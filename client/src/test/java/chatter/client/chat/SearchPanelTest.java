package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.list.RowCell;
import chatter.client.chat.message.MessageLink;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.ui.Fx;
import chatter.client.ui.dialog.Overlays;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.search.Mark;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.shape.Path;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Looking for messages beside a conversation, and going to them, in a real window.
@Tag("story")
class SearchPanelTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open(double width) {
    fixture.fill(300);
    fixture.show(width, 700, false);
    List<ConversationInfo> rooms =
        List.of(session.lobby(), session.room(3, "Field team", 0), session.room(4, "Ideas", 0));
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.listener.accept(new SessionEvent.Welcomed(FakeSession.ME, rooms, 8000));
    });
  }

  private static SearchHit hit(long conversation, long seq) {
    return new SearchHit(
        conversation,
        new MessagePosted(
            conversation, seq, FakeSession.LENA, "a cable", ChatFixture.NINE, null, null),
        "a cable of " + seq,
        List.of(new Mark(2, 7)),
        List.of());
  }

  private void finds(SearchHit... hits) {
    session.rooms.found.add(new SearchResponse(List.of(hits), null, null));
  }

  private TextField field() {
    return (TextField) fixture.node("#messageSearch");
  }

  private ListView<?> list() {
    return (ListView<?>) fixture.node("#searchList");
  }

  private void control(KeyCode code, boolean shift) {
    Fx.run(() -> {
      var press = robot.key(KeyEvent.KEY_PRESSED, "", code, shift, true);
      robot.fire(press);
      robot.fire(robot.key(KeyEvent.KEY_RELEASED, "", code, shift, true));
    });
    fixture.settle();
  }

  private void write(String text) {
    fixture.tell(() -> {
      field().requestFocus();
      field().setText(text);
      field().end();
    });
  }

  private void search(String text) {
    int before = session.rooms.calls.size();
    write(text);
    Fx.await(
        "the server is asked",
        () ->
            session.rooms.calls.stream()
                .skip(before)
                .anyMatch(call -> call.startsWith("search " + text)));
    fixture.settle();
  }

  private String asked() {
    return session.rooms.calls.stream()
        .filter(call -> call.startsWith("search "))
        .toList()
        .getLast();
  }

  private void key(KeyCode code) {
    fixture.press(field(), code);
  }

  private List<String> told() {
    return Fx.call(() ->
        list().lookupAll(".list-cell").stream()
            .filter(ListCell.class::isInstance)
            .map(cell -> (ListCell<?>) cell)
            .filter(cell -> !cell.isEmpty() && cell.isVisible() && cell.getAccessibleText() != null)
            .sorted((one, other) -> Integer.compare(one.getIndex(), other.getIndex()))
            .map(Node::getAccessibleText)
            .filter(words -> !words.isEmpty())
            .toList());
  }

  private boolean shows(long seq) {
    return fixture.list().cells().stream()
        .anyMatch(cell ->
            cell.row() instanceof MessageRow row
                && row.seq() == seq
                && cell.bottom() > 0
                && cell.top() < fixture.list().getHeight());
  }

  private Object chosenRow() {
    return Fx.call(() ->
        fixture.list().cells().stream()
            .filter(cell -> cell.row().key().equals(fixture.list().currentKey()))
            .map(RowCell::row)
            .map(row -> ((MessageRow) row).seq())
            .findFirst()
            .orElse(null));
  }

  /// Chooses what can be done in the menu that is open.
  private void choose(String words) {
    fixture.tell(() -> {
      ContextMenu menu =
          Window.getWindows().stream()
              .filter(ContextMenu.class::isInstance)
              .map(ContextMenu.class::cast)
              .findFirst()
              .orElseThrow();
      menu.getItems().stream()
          .filter(item -> words.equals(item.getText()))
          .findFirst()
          .orElseThrow()
          .fire();
      menu.hide();
    });
  }

  private long here() {
    return fixture.chat.openProperty().get().id();
  }

  @Test
  void theKeysLeadFromTheFieldToAMessageAndBackFromAnotherConversation() {
    open(1280);
    finds(hit(3, 20), hit(1, 40));
    control(KeyCode.F, true);
    assertEquals(field(), robot.focusOwner());
    assertEquals(6, told().size());
    search("cable");
    assertEquals("search cable null null", asked());
    assertEquals(
        List.of(
            "Lena Koch in Field team, 09:00, a cable of 20",
            "Lena Koch in Lobby, 09:00, a cable of 40"),
        told());
    key(KeyCode.DOWN);
    key(KeyCode.ENTER);
    assertTrue(shows(40));
    assertEquals(40L, chosenRow());
    assertEquals(1, here());
    key(KeyCode.UP);
    key(KeyCode.ENTER);
    assertEquals(3, here());
    assertEquals(20L, chosenRow());
    // What was found stays beside the other one, and the keyboard in the field.
    assertEquals(field(), robot.focusOwner());
    assertEquals(2, told().size());
    fixture.settle();
    assertTrue(fixture.node("#to-before").isVisible());
    fixture.tell(() -> ((Button) fixture.node("#to-before")).fire());
    assertEquals(1, here());
    assertTrue(shows(40));
  }

  @Test
  void escapePutsAwayWhatIsOfferedAndThenThePanelWhichIsAsItWasWhenItComesAgain() {
    open(1280);
    finds(hit(1, 40));
    control(KeyCode.F, false);
    search("cable");
    assertEquals("search cable 1 null", asked());
    write("cable has:f");
    assertEquals(List.of("A file, file"), told());
    key(KeyCode.ESCAPE);
    assertNotNull(fixture.node("#searchPanel"));
    key(KeyCode.ESCAPE);
    assertNull(fixture.node("#searchPanel"));
    assertEquals(robot.input(), robot.focusOwner());
    fixture.tell(() -> ((Button) fixture.node("#roomSearch")).fire());
    assertEquals("cable has:f", field().getText());
  }

  @Test
  void aValueThatIsOfferedIsWrittenAndTheCaretStandsBehindIt() {
    open(1280);
    control(KeyCode.F, true);
    write("in:fie cable");
    fixture.tell(() -> field().positionCaret(6));
    key(KeyCode.ENTER);
    assertEquals("in:\"Field team\" cable", field().getText());
    assertEquals(16, field().getCaretPosition());
    fixture.tell(() -> ((Button) fixture.node("#search-from")).fire());
    assertEquals("in:\"Field team\" cable from:", field().getText());
    assertEquals(27, field().getCaretPosition());
  }

  @Test
  void aPressOnALineGoesThereAndInANarrowWindowThePanelMakesRoom() {
    open(420);
    finds(hit(1, 40));
    control(KeyCode.F, true);
    search("cable");
    assertFalse(fixture.node("#timeline").isFocused());
    Node cell = Fx.call(() -> list().lookupAll(".search-hit").stream().findFirst().orElseThrow());
    robot.clickOn(cell);
    fixture.settle();
    assertNull(fixture.node("#searchPanel"));
    assertTrue(shows(40));
  }

  @Test
  void moreIsAskedForWhereTheEndIsNear() {
    open(1280);
    List<SearchHit> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(hit(1, 100 - i));
    }
    session.rooms.found.add(new SearchResponse(many, "1", null));
    session.rooms.found.add(new SearchResponse(List.of(hit(1, 3)), null, null));
    control(KeyCode.F, true);
    search("cable");
    assertEquals("search cable null null", asked());
    fixture.tell(() -> list().scrollTo(25));
    Fx.await("the next page", () -> asked().equals("search cable null 1"));
    Fx.await("its line", () -> list().getItems().size() == 32);
    fixture.settle();
    VirtualFlow<?> flow = (VirtualFlow<?>) list().lookup(".virtual-flow");
    int top = Fx.call(() -> flow.getFirstVisibleCell().getIndex());
    assertTrue(top > 10, () -> "who has scrolled on stays there, and not at " + top);
  }

  @Test
  void aLinkOfThisChatLeadsToItsMessageAndAnotherOneToTheBrowser() {
    open(1280);
    fixture.tell(() -> {
      session.post(FakeSession.LENA, "see " + new MessageLink(3, 20).address(ChatFixture.PAGE));
      session.post(FakeSession.LENA, "and https://example.com/#/c/3/20");
    });
    fixture.tell(() -> {
      robot.view().takeFocus();
      fixture.list().setCurrentKey(session.stored.size() - 0L);
    });
    fixture.press(robot.view(), KeyCode.RIGHT);
    fixture.press(robot.view(), KeyCode.ENTER);
    assertEquals(List.of(URI.create("https://example.com/#/c/3/20")), fixture.opened);
    fixture.press(robot.view(), KeyCode.UP);
    fixture.press(robot.view(), KeyCode.RIGHT);
    fixture.press(robot.view(), KeyCode.ENTER);
    assertEquals(1, fixture.opened.size());
    assertEquals(3, here());
    assertEquals(20L, chosenRow());
  }

  @Test
  void whatIsNotThereOrNotForTheReaderIsSaid() {
    open(1280);
    fixture.tell(() -> fixture.screen.openMessage(new MessageLink(77, 1)));
    assertEquals(
        "This message is in a conversation that you are not in.",
        fixture.chat.noticeProperty().get());
    fixture.tell(() -> fixture.screen.openMessage(new MessageLink(1, 9_000)));
    assertEquals("This message is not there.", fixture.chat.noticeProperty().get());
    fixture.tell(() -> fixture.screen.openMessage(new MessageLink(4, 9_000)));
    assertEquals(4, here());
  }

  @Test
  void aLinkThatTheProgramWasStartedWithWaitsForTheWelcome() {
    fixture.fill(300);
    fixture.show(1000, 700, false);
    fixture.tell(() -> fixture.screen.openMessage(new MessageLink(1, 40)));
    assertEquals("", fixture.chat.noticeProperty().get());
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
    });
    assertTrue(shows(40));
  }

  @Test
  void theLinkOfAMessageIsCopied() {
    open(1280);
    fixture.tell(() -> {
      robot.view().takeFocus();
      fixture.list().setCurrentKey(299L);
    });
    fixture.tell(() ->
        robot
            .view()
            .fireEvent(
                new ContextMenuEvent(
                    ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, null)));
    choose("Copy link");
    assertEquals(
        ChatFixture.PAGE + "/#/c/1/299", Fx.call(() -> Clipboard.getSystemClipboard().getString()));
    assertEquals("Link copied", fixture.chat.noticeProperty().get());
  }

  @Test
  void aDayLeadsToItsFirstMessage() {
    open(1280);
    session.rooms.first = 40L;
    fixture.tell(() -> ((Button) fixture.node("#roomMore")).fire());
    choose("Go to a day");
    TextField day = (TextField) fixture.node("#day").lookup(".text-field");
    assertEquals("2026-11-23", day.getText());
    fixture.press(day, KeyCode.DOWN);
    fixture.tell(() -> ((Button) fixture.node("#formDone")).fire());
    assertEquals("first 1 2026-11-22T00:00:00Z", session.rooms.calls.getLast());
    assertFalse(Overlays.of(fixture.stage.getScene()).isCovered());
    assertTrue(shows(40));
    session.rooms.first = null;
    fixture.tell(() -> ((Button) fixture.node("#roomMore")).fire());
    choose("Go to a day");
    TextField again = (TextField) fixture.node("#day").lookup(".text-field");
    fixture.tell(() -> again.setText("tomorrow"));
    fixture.tell(() -> ((Button) fixture.node("#formDone")).fire());
    assertEquals("Choose a day.", ((Label) fixture.node("#day .field-note")).getText());
    fixture.tell(() -> again.setText("2026-11-23"));
    fixture.tell(() -> ((Button) fixture.node("#formDone")).fire());
    assertEquals("Nothing was written since then.", fixture.chat.noticeProperty().get());
  }

  @Test
  void aTextStandsInItsLinesWithTheGroundUnderWhatWasFound() {
    open(1280);
    finds(
        new SearchHit(
            1,
            new MessagePosted(1, 9, FakeSession.LENA, "x", Instant.EPOCH, null, null),
            "🙂 cable " + "and more of it ".repeat(30),
            List.of(new Mark(3, 8), new Mark(900, 902)),
            List.of()));
    control(KeyCode.F, true);
    search("cable");
    Node marked = fixture.node(".marked-text");
    assertTrue(
        Fx.call(() -> marked.getLayoutBounds().getHeight()) < 70,
        () -> marked.getLayoutBounds().toString());
    var ground = (Path) marked.lookup(".found-ground");
    assertEquals(5, Fx.call(() -> ground.getElements().size()));
    double from = Fx.call(() -> ground.getLayoutBounds().getMinX());
    assertTrue(from > 15 && from < 30, "begins at " + from);
  }
}
