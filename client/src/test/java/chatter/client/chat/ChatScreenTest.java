package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.list.AnchoredList;
import chatter.client.chat.list.RowCell;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.timeline.Bubble;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.chat.timeline.ShownTimeline;
import chatter.client.chat.timeline.TimelineRow;
import chatter.client.chat.timeline.TimelineView;
import chatter.client.chat.timeline.TimelineViewModel;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.ui.Fx;
import chatter.client.ui.search.SearchField;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.RejectCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// Stories in a real window, with keys and clicks.
class ChatScreenTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final FxRobot robot = new FxRobot();

  @AfterEach
  void close() {
    if (fixture.screen != null) {
      fixture.close();
    }
  }

  private void fill(int messages) {
    fill(messages, FakeSession.LENA, FakeSession.OMAR, FakeSession.ME);
  }

  private void fill(int messages, AccountInfo... senders) {
    Random random = new Random(3);
    for (int i = 0; i < messages; i++) {
      session.add(
          senders[random.nextInt(senders.length)],
          NINE.plusSeconds(i * 30L),
          "words ".repeat(1 + random.nextInt(60)) + i,
          i > 20 && i % 17 == 0 ? (long) i - 9 : null);
    }
    session.readSeq = session.stored.size();
  }

  private void open(double width) {
    fixture.show(width, 700, false);
    tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
    });
  }

  private void tell(Fx.Action action) {
    Fx.run(action);
    fixture.settle();
  }

  private AnchoredList<?> list() {
    return fixture.list();
  }

  private TimelineView view() {
    return (TimelineView) fixture.node("#timeline");
  }

  private TimelineViewModel timeline() {
    return fixture.chat.openProperty().get().timeline();
  }

  private int unread() {
    return new ShownTimeline(view()).unread();
  }

  private TextArea input() {
    return (TextArea) fixture.node("#input");
  }

  private MessageRow lastRow() {
    return (MessageRow) list().cells().getLast().row();
  }

  private void assertAtEnd() {
    assertTrue(list().isAtEnd());
    assertEquals(
        list().getHeight() - list().snappedBottomInset(), list().cells().getLast().bottom(), 1);
  }

  @Test
  void peopleWhomNobodyNamesAreFoundAndListedPageByPage() {
    session.everybody.add(FakeSession.ME);
    for (int i = 2; i <= 210; i++) {
      session.everybody.add(new AccountInfo(i, i == 77 ? "Zoë Quist" : "Person " + i, null, null));
    }
    open(1000);
    assertFalse(fixture.node("#peopleSearch").isVisible());
    tell(() -> session.listener.accept(new SessionEvent.Presence(true, 9, 210, List.of())));
    assertEquals(50, people().size());
    assertEquals("Ada Brandt (you)", people().getFirst());
    assertEquals("9 people are online.", ((Label) fixture.node("#manyOnline")).getText());
    tell(() -> ((Button) fixture.node(".search-more")).fire());
    assertEquals(100, people().size());
    robot.clickOn(fixture.node("#peopleSearch")).write("ZOE");
    Fx.await("who is sought", () -> people().equals(List.of("Zoë Quist")));
    assertEquals("1 person found", ((Label) fixture.node(".search-status")).getText());
    assertFalse(fixture.node(".search-more").isVisible());
    assertEquals("", input().getText(), "the field for messages stays empty");
    robot.write("x").type(KeyCode.ENTER);
    fixture.settle();
    assertEquals("Nobody here goes by that.", ((Label) fixture.node(".search-status")).getText());
    session.refusePeople = true;
    robot.write("y").type(KeyCode.ENTER);
    fixture.settle();
    assertEquals(
        "The server cannot be reached. Check the address and the network, then try again.",
        ((Label) fixture.node(".search-status")).getText());
    SearchField search = (SearchField) fixture.node("#peopleSearch");
    assertEquals("ZOExy", search.textProperty().get());
    assertEquals("Find somebody", search.input().getAccessibleText());
    session.refusePeople = false;
    tell(() -> ((Button) fixture.node(".search-more")).fire());
    assertEquals("Nobody here goes by that.", ((Label) fixture.node(".search-status")).getText());
    robot.type(KeyCode.ESCAPE);
    fixture.settle();
    assertEquals("", search.textProperty().get());
    assertEquals(50, people().size());
  }

  /// What the list of people says of each to a screen reader.
  private List<String> people() {
    return ((VBox) fixture.node("#people"))
        .getChildren().stream().map(Node::getAccessibleText).toList();
  }

  @Test
  void whatIsTypedAndSentWithEnterAppearsAtTheBottom() {
    fill(40);
    open(1000);
    robot.clickOn(input()).write("Hello ").press(KeyCode.SHIFT).type(KeyCode.ENTER);
    robot.release(KeyCode.SHIFT).write("there");
    assertEquals("Hello \nthere", Fx.call(() -> input().getText()));
    robot.type(KeyCode.ENTER);
    Fx.await("the field is empty", () -> input().getText().isEmpty());
    fixture.settle();
    assertEquals("Hello \nthere", session.outbox.getFirst().body());
    assertEquals(ChatMessage.Delivery.PENDING, lastRow().message().delivery());
    assertAtEnd();
    tell(session::acknowledge);
    assertEquals(ChatMessage.Delivery.STORED, lastRow().message().delivery());
    assertAtEnd();
  }

  @Test
  void aRefusedMessageCanBeSentAgainCopiedAndDiscarded() {
    fill(5);
    open(1000);
    tell(() -> {
      session.send(1, "too fast", null);
      session.refuse(RejectCode.RATE_LIMITED);
    });
    Label reason = (Label) fixture.node(".failure-reason");
    assertEquals("Not sent. Too many messages came at once.", reason.getText());
    List<Button> buttons =
        fixture.node(".failure").lookupAll(".text-button").stream()
            .map(Button.class::cast)
            .toList();
    robot.clickOn(buttons.get(0));
    assertTrue(session.calls.contains("retry " + lastRow().key()));
    robot.clickOn(buttons.get(1));
    assertEquals("too fast", Fx.call(() -> Clipboard.getSystemClipboard().getString()));
    robot.clickOn(buttons.get(2));
    fixture.settle();
    assertEquals(5, timeline().rows().stream().filter(MessageRow.class::isInstance).count());
  }

  @Test
  void theFieldGrowsToEightLinesAndTheListStaysAtItsEnd() {
    fill(40);
    open(1000);
    double one = Fx.call(() -> input().getHeight());
    tell(() -> input().setText("1\n2\n3"));
    double three = Fx.call(() -> input().getHeight());
    assertTrue(three > one + 30, one + " " + three);
    assertAtEnd();
    for (int lines = 1; lines <= 8; lines++) {
      String text = "line\n".repeat(lines - 1) + "line";
      tell(() -> input().setText(text));
      assertFalse(scrollBarShows(), "a scroll bar with " + lines + " lines");
    }
    double eight = Fx.call(() -> input().getHeight());
    tell(() -> input().setText("line\n".repeat(30)));
    assertEquals(eight, Fx.call(() -> input().getHeight()), 1);
    assertTrue(scrollBarShows());
    assertAtEnd();
    tell(() -> input().setText("w".repeat(20) + " word".repeat(60)));
    assertTrue(Fx.call(() -> input().getHeight()) > one + 15, "wraps");
  }

  private boolean scrollBarShows() {
    return Fx.call(() ->
        input().lookupAll(".scroll-bar").stream()
            .map(ScrollBar.class::cast)
            .anyMatch(bar -> bar.getOrientation() == Orientation.VERTICAL && bar.isVisible()));
  }

  @Test
  void olderPagesLoadWhileScrollingWithoutAJump() {
    fill(3_000);
    open(1000);
    double worst = 0;
    int loads = 0;
    session.hold = true;
    while (loads < 50) {
      tell(() -> view().scrollBy(737.3));
      if (!session.held.isEmpty()) {
        RowCell<?> eye = Fx.call(this::rowNearTheMiddle);
        Object key = ((MessageRow) eye.row()).key();
        // Its lower edge: the first row of all may lose its name to the run it turns out to be in.
        double before = Fx.call(() -> screenBottom(key));
        tell(() -> {
          session.release();
          session.hold = true;
        });
        double after = Fx.call(() -> screenBottom(key));
        worst = Math.max(worst, Math.abs(after - before));
        loads++;
      }
    }
    assertTrue(loads >= 50, "pages " + loads);
    assertTrue(worst <= 1, "moved by " + worst);
    System.getLogger("measured").log(System.Logger.Level.INFO, "worst move " + worst);
  }

  private RowCell<?> rowNearTheMiddle() {
    return list().cells().stream()
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
    return list().cells().stream()
        .filter(cell -> cell.row() instanceof MessageRow row && row.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRoomOfAHundredThousandScrollsWithFewNodesAndRows() {
    fill(100_000);
    open(1000);
    int mostNodes = 0;
    int mostRows = 0;
    for (int i = 0; i < 400; i++) {
      tell(() -> view().scrollBy(1_500));
      mostNodes = Math.max(mostNodes, Fx.call(() -> list().getChildrenUnmodifiable().size()));
      mostRows = Math.max(mostRows, Fx.call(() -> timeline().rows().size()));
    }
    assertTrue(mostNodes < 140, "nodes " + mostNodes);
    assertTrue(mostRows <= 1_000, "rows " + mostRows);
    assertTrue(((MessageRow) list().cells().getFirst().row()).seq() < 98_000);
    fixture.press(view(), KeyCode.HOME);
    assertEquals(1, firstMessage().seq());
    fixture.press(view(), KeyCode.END);
    assertEquals(100_000, lastRow().seq());
    assertAtEnd();
    System.getLogger("measured")
        .log(System.Logger.Level.INFO, "nodes " + mostNodes + ", rows " + mostRows);
  }

  private MessageRow firstMessage() {
    return list().cells().stream()
        .map(RowCell::row)
        .filter(MessageRow.class::isInstance)
        .map(MessageRow.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readingAboveShowsTheWayBackWithWhatIsNew() {
    fill(100);
    open(1000);
    assertFalse(fixture.node("#to-newest").isVisible());
    tell(() -> view().scrollBy(800));
    assertTrue(fixture.node("#to-newest").isVisible());
    tell(() -> {
      session.post(FakeSession.LENA, "new one");
      session.post(FakeSession.OMAR, "new two");
    });
    Button pill = (Button) fixture.node("#to-newest");
    assertEquals("2 new", Fx.call(pill::getText));
    robot.clickOn(pill);
    fixture.settle();
    assertAtEnd();
    assertFalse(pill.isVisible());
    Fx.await("read after a moment", () -> session.calls.contains("read 102"));
  }

  @Test
  void opensWithTheUnreadLineAQuarterDown() {
    fill(300, FakeSession.LENA, FakeSession.OMAR);
    session.readSeq = 200;
    open(1000);
    RowCell<?> line =
        list().cells().stream()
            .filter(cell -> cell.row() instanceof TimelineRow.Unread)
            .findFirst()
            .orElseThrow();
    assertEquals(list().getHeight() / 4, line.getLayoutY(), 2);
    assertEquals(100, unread(), "a glance reads nothing");
    Fx.await("what is in view is read", () -> unread() < 100);
    assertTrue(unread() > 50);
  }

  @Test
  void comingBackShowsTheWayUpToWhatIsUnread() {
    fill(100);
    open(1000);
    tell(() -> fixture.chat.setActive(false));
    for (int i = 0; i < 30; i++) {
      tell(() -> session.post(FakeSession.LENA, "while away"));
    }
    assertAtEnd();
    Button pill = (Button) fixture.node("#to-unread");
    assertTrue(pill.isVisible());
    assertEquals("30 new", Fx.call(pill::getText));
    tell(() -> fixture.chat.setActive(true));
    robot.clickOn(pill);
    fixture.settle();
    assertTrue(list().cells().stream().anyMatch(cell -> cell.row() instanceof TimelineRow.Unread));
    assertFalse(pill.isVisible());
  }

  private KeyEvent key(
      EventType<KeyEvent> type, String text, KeyCode code, boolean shift, boolean control) {
    String character = type == KeyEvent.KEY_TYPED ? text : KeyEvent.CHAR_UNDEFINED;
    return new KeyEvent(type, character, text, code, shift, control, false, false);
  }

  /// As a keyboard does: to whoever has the focus, and the letter to who has it by then.
  private void strike(KeyCode code, String text, boolean control) {
    Fx.run(() -> {
      fire(key(KeyEvent.KEY_PRESSED, text, code, false, control));
      if (!text.isEmpty()) {
        fire(key(KeyEvent.KEY_TYPED, text, KeyCode.UNDEFINED, false, control));
      }
      fire(key(KeyEvent.KEY_RELEASED, text, code, false, control));
    });
  }

  private void fire(KeyEvent key) {
    Event.fireEvent(focusOwner(), key);
  }

  private EventTarget focusOwner() {
    Node owner = fixture.stage.getScene().getFocusOwner();
    return owner == null ? fixture.stage.getScene() : owner;
  }

  private String written() {
    return Fx.call(() -> input().getText());
  }

  @Test
  void aLetterTypedAnywhereGoesIntoTheField() {
    fill(10);
    open(1000);
    for (Node elsewhere :
        List.of(view(), fixture.node("#menu"), fixture.node("#send"), fixture.screen.root())) {
      tell(() -> {
        input().clear();
        elsewhere.requestFocus();
      });
      strike(KeyCode.H, "h", false);
      assertTrue(Fx.call(() -> input().isFocused()), "from " + elsewhere);
      strike(KeyCode.I, "i", false);
      assertEquals("hi", written(), "from " + elsewhere);
    }
    // What an input method or a composed key hands over comes without a press.
    tell(() -> {
      input().clear();
      view().requestFocus();
      view().fireEvent(key(KeyEvent.KEY_TYPED, "é", KeyCode.UNDEFINED, false, false));
    });
    assertEquals("é", written());
    tell(() -> {
      input().clear();
      view().requestFocus();
      // AltGr, as some systems tell it.
      view()
          .fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_TYPED, "@", "@", KeyCode.UNDEFINED, false, true, true, false));
    });
    assertEquals("@", written());
  }

  @Test
  void aLetterTypedWhileNothingHasTheFocusGoesIntoTheField() {
    fill(10);
    open(1000);
    tell(() -> {
      Node taker = fixture.node("#menu");
      taker.requestFocus();
      // What has the focus and goes takes it along.
      ((javafx.scene.layout.Pane) taker.getParent()).getChildren().remove(taker);
    });
    Fx.await(
        "the focus to leave what is gone",
        () -> !(focusOwner() instanceof Node owner) || owner.getScene() != null);
    strike(KeyCode.O, "o", false);
    strike(KeyCode.K, "k", false);
    assertEquals("ok", written());
  }

  @Test
  void aDeadKeyBeginsInTheField() {
    fill(10);
    open(1000);
    tell(() -> view().requestFocus());
    Fx.run(() -> view().fireEvent(key(KeyEvent.KEY_PRESSED, "", KeyCode.DEAD_ACUTE, false, false)));
    assertTrue(Fx.call(() -> input().isFocused()), "before the letter is put together");
  }

  @Test
  void whatIsCopiedIsPastedIntoTheFieldFromAnywhere() {
    fill(10);
    open(1000);
    tell(() -> {
      Clipboard.getSystemClipboard()
          .setContent(java.util.Map.of(javafx.scene.input.DataFormat.PLAIN_TEXT, "copied"));
      view().requestFocus();
    });
    strike(KeyCode.V, "v", true);
    assertEquals("copied", written());
  }

  @Test
  void aKeyThatAnswersDoesNotTypeAsWell() {
    fill(30);
    open(1000);
    tell(() -> view().requestFocus());
    strike(KeyCode.UP, "", false);
    strike(KeyCode.UP, "", false);
    Fx.run(() -> {
      fire(key(KeyEvent.KEY_PRESSED, "r", KeyCode.R, false, false));
      // Held down a little long.
      for (int i = 0; i < 3; i++) {
        fire(key(KeyEvent.KEY_TYPED, "r", KeyCode.UNDEFINED, false, false));
        fire(key(KeyEvent.KEY_PRESSED, "r", KeyCode.R, false, false));
      }
      fire(key(KeyEvent.KEY_TYPED, "r", KeyCode.UNDEFINED, false, false));
      fire(key(KeyEvent.KEY_RELEASED, "r", KeyCode.R, false, false));
    });
    assertTrue(fixture.node("#replyStrip").isVisible());
    assertEquals("", written());
    strike(KeyCode.R, "r", false);
    assertEquals("r", written(), "the next one is a letter");
  }

  @Test
  void aLetterThatIsNoCommandGoesIntoTheFieldThoughAMessageIsChosen() {
    fill(30);
    open(1000);
    tell(() -> view().requestFocus());
    strike(KeyCode.UP, "", false);
    strike(KeyCode.H, "h", false);
    assertEquals("h", written());
  }

  @Test
  void whoClickedOnAMessageAndTypesAnRWrites() {
    fill(30);
    open(1000);
    robot.clickOn(lastBubble());
    fixture.settle();
    strike(KeyCode.R, "r", false);
    assertEquals("r", written());
    assertFalse(fixture.node("#replyStrip").isVisible());
  }

  private Node lastBubble() {
    return list().cells().getLast().lookup(".bubble");
  }

  @Test
  void theKeysWorkOnAnyLayout() {
    fill(30);
    open(1000);
    for (String r : List.of("к", "ρ", "ר")) {
      tell(() -> view().requestFocus());
      strike(KeyCode.UP, "", false);
      strike(KeyCode.UNDEFINED, r, false);
      assertTrue(fixture.node("#replyStrip").isVisible(), r);
      assertEquals("", written(), r);
      tell(() -> fixture.chat.openProperty().get().composer().cancelReply());
    }
    for (KeyEvent help :
        List.of(
            key(KeyEvent.KEY_PRESSED, "/", KeyCode.SLASH, false, true),
            key(KeyEvent.KEY_PRESSED, "/", KeyCode.DIGIT7, true, true),
            key(KeyEvent.KEY_PRESSED, "", KeyCode.DIGIT7, true, true),
            key(KeyEvent.KEY_PRESSED, "", KeyCode.F1, false, false))) {
      Fx.run(() -> fire(help));
      fixture.settle();
      assertTrue(Fx.call(() -> fixture.node(".key-list").getScene() != null), help.toString());
      assertTrue(Fx.call(() -> ((GridPane) fixture.node(".key-list")).getHgap() >= 8), "apart");
      strike(KeyCode.ESCAPE, "", false);
      Fx.await("closed", () -> !fixture.node(".dialog-layer").isVisible());
      assertTrue(Fx.call(() -> input().isFocused()), "and the field has the keyboard");
    }
  }

  @Test
  void f6GoesRoundTheRegions() {
    fill(10);
    open(1000);
    tell(() -> input().requestFocus());
    strike(KeyCode.F6, "", false);
    assertTrue(Fx.call(() -> fixture.node("#sidebar").isFocusWithin()));
    strike(KeyCode.F6, "", false);
    assertTrue(Fx.call(() -> view().isFocused()));
    assertEquals(10L, Fx.call(() -> ((MessageRow) list().cells().getLast().row()).seq()));
    strike(KeyCode.F6, "", false);
    assertTrue(Fx.call(() -> input().isFocused()));
  }

  @Test
  void controlUpAnswersTheMessageBeforeAndThenTheOneBeforeThat() {
    session.add(FakeSession.LENA, NINE, "first");
    session.add(FakeSession.OMAR, NINE, "second");
    session.add(FakeSession.ME, NINE, "mine");
    session.readSeq = 3;
    open(1000);
    tell(() -> input().requestFocus());
    strike(KeyCode.UP, "", true);
    assertEquals(2L, fixture.chat.openProperty().get().composer().replyProperty().get().seq());
    strike(KeyCode.UP, "", true);
    assertEquals(1L, fixture.chat.openProperty().get().composer().replyProperty().get().seq());
  }

  @Test
  void theKeyboardChoosesAnswersAndCopiesMessages() {
    fill(30);
    open(1000);
    tell(() -> view().requestFocus());
    strike(KeyCode.UP, "", false);
    strike(KeyCode.UP, "", false);
    MessageRow chosen =
        (MessageRow) list().rows().get(list().indexOf(Fx.call(() -> list().currentKey())));
    assertEquals(29, chosen.seq());
    strike(KeyCode.C, "c", true);
    assertEquals(
        chosen.message().content().body(),
        Fx.call(() -> Clipboard.getSystemClipboard().getString()));
    strike(KeyCode.R, "r", false);
    assertTrue(Fx.call(() -> fixture.node("#replyStrip").isVisible()));
    assertEquals(29L, fixture.chat.openProperty().get().composer().replyProperty().get().seq());
    robot.type(KeyCode.ESCAPE);
    Fx.await("no reply", () -> !fixture.node("#replyStrip").isVisible());
    assertTrue(((RowCell<?>) list().cells().getLast()).getAccessibleText().contains("words"));
  }

  @Test
  void quotesAndLinksAreReachedWithTheKeyboard() {
    fill(300);
    session.add(
        FakeSession.LENA,
        NINE.plusSeconds(9_100),
        "https://example.org/x or https://example.org/y",
        5L);
    session.readSeq = 301;
    open(1000);
    tell(() -> view().requestFocus());
    strike(KeyCode.UP, "", false);
    strike(KeyCode.RIGHT, "", false);
    strike(KeyCode.RIGHT, "", false);
    strike(KeyCode.RIGHT, "", false);
    Node inside =
        (Node) Fx.call(() -> view().queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM));
    assertEquals(AccessibleRole.HYPERLINK, inside.getAccessibleRole());
    assertEquals("https://example.org/y", inside.getAccessibleText());
    strike(KeyCode.ENTER, "", false);
    assertEquals(List.of(URI.create("https://example.org/y")), fixture.opened);
    strike(KeyCode.LEFT, "", false);
    strike(KeyCode.LEFT, "", false);
    strike(KeyCode.ENTER, "", false);
    fixture.settle();
    assertEquals(5L, Fx.call(() -> list().currentKey()));
  }

  @Test
  void aScreenReaderFindsEveryRowByNumberAndHearsWhatArrives() {
    fill(100);
    open(1000);
    Fx.run(() -> {
      int count = (Integer) view().queryAccessibleAttribute(AccessibleAttribute.ITEM_COUNT);
      assertEquals(timeline().rows().size(), count);
      assertEquals(AccessibleRole.LIST_VIEW, view().getAccessibleRole());
      assertEquals("Messages in Lobby", view().getAccessibleText());
      for (int i = 0; i < count; i++) {
        Node item = (Node) view().queryAccessibleAttribute(AccessibleAttribute.ITEM_AT_INDEX, i);
        assertEquals(AccessibleRole.LIST_ITEM, item.getAccessibleRole());
        assertEquals(i, item.queryAccessibleAttribute(AccessibleAttribute.INDEX));
        if (timeline().rows().get(i) instanceof MessageRow row) {
          assertTrue(
              item.getAccessibleText().contains(": " + row.message().content().body()),
              item.getAccessibleText());
        }
      }
      assertNull(view().queryAccessibleAttribute(AccessibleAttribute.ITEM_AT_INDEX, count));
    });
    fixture.settle();
    assertAtEnd();
    tell(() -> session.post(FakeSession.LENA, "the printer is back"));
    String time = fixture.chat.labels().time(fixture.clock.instant());
    assertEquals(
        "Lena Koch, " + time + ": the printer is back",
        fixture.node("#announcement").getAccessibleText());
    tell(() -> session.post(FakeSession.ME, "from my phone"));
    assertTrue(fixture.node("#announcement").getAccessibleText().contains("printer"));
  }

  @Test
  void pointingAtAMessageShowsItsTimeAndToolsBesideItAndNoTooltip() {
    session.add(FakeSession.LENA, NINE, "words ".repeat(200));
    session.add(FakeSession.LENA, NINE, "first of a run");
    session.add(FakeSession.LENA, NINE, "second of a run, long enough to be pointed at anywhere");
    session.add(FakeSession.ME, NINE, "mine");
    session.readSeq = 4;
    open(1000);
    Node tools = fixture.node(".message-tools");
    assertFalse(tools.isVisible());
    for (RowCell<?> cell : List.copyOf(list().cells())) {
      if (cell.row() instanceof MessageRow row) {
        Node bubble = cell.lookup(".bubble");
        Fx.run(() -> point(bubble));
        fixture.settle();
        assertTrue(tools.isVisible(), row.message().content().body());
        Bounds words = bubble.localToScene(bubble.getLayoutBounds());
        Bounds beside = tools.localToScene(tools.getLayoutBounds());
        assertFalse(words.intersects(beside), words + " is under " + beside);
        assertTrue(beside.getMinX() > 288 && beside.getMaxX() < 1000, beside.toString());
        Label time = (Label) tools.lookup(".time");
        assertTrue(time.getText().contains("2026") || time.getText().contains(":"), time.getText());
        assertNull(bubble.getProperties().get("javafx.scene.control.Tooltip"));
      }
    }
    robot.clickOn(
        tools.lookupAll(".button").stream()
            .filter(button -> "Reply".equals(button.getAccessibleText()))
            .findFirst()
            .orElseThrow());
    fixture.settle();
    assertTrue(fixture.node("#replyStrip").isVisible());
    strike(KeyCode.A, "a", false);
    assertEquals("a", written(), "a click on a tool leaves the cursor in the field");
  }

  private void point(Node at) {
    Bounds bounds = at.localToScene(at.getBoundsInLocal());
    double y = bounds.getMaxY() - 6;
    view()
        .fireEvent(
            new javafx.scene.input.MouseEvent(
                javafx.scene.input.MouseEvent.MOUSE_MOVED,
                bounds.getMinX() + 6 - view().localToScene(0, 0).getX(),
                y - view().localToScene(0, 0).getY(),
                0,
                0,
                javafx.scene.input.MouseButton.NONE,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                null));
  }

  @Test
  void whoWroteALongRunStaysInViewWhileScrolling() {
    session.add(FakeSession.OMAR, NINE, "before");
    for (int i = 0; i < 60; i++) {
      session.add(FakeSession.LENA, NINE.plusSeconds(i), "part " + i);
    }
    session.readSeq = 61;
    open(1000);
    tell(() -> view().scrollBy(400));
    Node floating = fixture.node(".floating-sender");
    assertTrue(floating.isVisible());
    assertEquals("Lena Koch", ((Label) floating.lookup(".sender")).getText());
    Fx.await("shows", () -> floating.getOpacity() == 1);
    // The first time, the page before is fetched.
    tell(() -> view().scrollBy(100_000));
    tell(() -> view().scrollBy(100_000));
    assertFalse(
        floating.isVisible(),
        () ->
            "her name is in its place: "
                + list().cells().stream().map(c -> c.top() + " " + c.row()).limit(3).toList());
    Fx.await("fades", () -> floating.getOpacity() == 0);
    assertEquals(0, Fx.call(() -> fixture.node(".floating-day").getOpacity()));
  }

  @Test
  void aClickOnALinkOpensTheBrowserAndOnAQuoteItsMessage() {
    fill(300);
    session.add(FakeSession.LENA, NINE.plusSeconds(9_100), "see https://example.org/x now", 5L);
    session.readSeq = 301;
    open(1000);
    Text link = (Text) fixture.node(".link");
    robot.clickOn(link);
    assertEquals(List.of(URI.create("https://example.org/x")), fixture.opened);
    robot.clickOn(fixture.node(".quote"));
    fixture.settle();
    assertTrue(
        list().cells().stream()
            .anyMatch(cell -> cell.row() instanceof MessageRow row && row.seq() == 5));
    assertEquals(5L, Fx.call(() -> list().currentKey()));
  }

  @Test
  void aNarrowWindowShowsTheRoomOrTheListWithAWayBack() {
    fill(10);
    open(1000);
    Node sidebar = fixture.node("#sidebar");
    Node room = fixture.node("#conversation");
    assertTrue(sidebar.isVisible() && room.isVisible());
    assertFalse(fixture.node("#roomBack").isVisible());
    Fx.run(() -> fixture.stage.setWidth(560));
    Fx.await("narrow", () -> !sidebar.isVisible());
    fixture.settle();
    assertTrue(room.isVisible());
    assertAtEnd();
    robot.clickOn(fixture.node("#roomBack"));
    Fx.await("the list", () -> sidebar.isVisible() && !room.isVisible());
    fixture.settle();
    assertEquals(560, Fx.call(() -> sidebar.getLayoutBounds().getWidth()), 1);
    // Nobody reads what nobody sees.
    long read = session.calls.stream().filter(call -> call.startsWith("read")).count();
    Fx.run(() -> session.post(FakeSession.LENA, "behind the list"));
    Fx.run(() -> {
      fixture.clock.advance(Duration.ofSeconds(5));
      fixture.chat.tick();
    });
    assertEquals(read, session.calls.stream().filter(call -> call.startsWith("read")).count());
    assertEquals(1, (int) Fx.call(() -> unread()));
    robot.clickOn(fixture.node("#menu"));
    assertEquals(1, fixture.menuPresses);
    robot.clickOn(fixture.node("#sidebar .sidebar-row"));
    Fx.await("the room", () -> room.isVisible() && !sidebar.isVisible());
    // The keyboard goes the same ways.
    Fx.await("the field", () -> fixture.node("#input").isFocused());
    robot.push(KeyCode.ALT, KeyCode.LEFT);
    Fx.await("the list", () -> sidebar.isVisible() && !room.isVisible());
    robot.push(KeyCode.ENTER);
    Fx.await("the room", () -> room.isVisible() && fixture.node("#input").isFocused());
    robot.push(KeyCode.ESCAPE);
    Fx.await("the list", () -> sidebar.isVisible() && !room.isVisible());
    Fx.run(() -> fixture.stage.setWidth(1000));
    Fx.await("both", () -> sidebar.isVisible() && room.isVisible());
  }

  @Test
  void resizingKeepsTheMessageUnderTheEye() {
    fill(200);
    open(1100);
    tell(() -> view().scrollBy(2_500));
    RowCell<?> eye =
        list().cells().stream()
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

  @Test
  void nothingOfAMessageIsOutsideItsBubbleOrUnderItsTime() {
    session.add(FakeSession.LENA, NINE, "x".repeat(400));
    session.add(FakeSession.LENA, NINE, "😀 ".repeat(60));
    session.add(FakeSession.OMAR, NINE, "short");
    // One letter more each: some end just where the time would stand.
    for (int i = 0; i < 90; i++) {
      session.add(i % 2 == 0 ? FakeSession.LENA : FakeSession.ME, NINE, "i".repeat(90 + i));
    }
    session.readSeq = session.stored.size();
    open(760);
    int seen = 0;
    for (int page = 0; page < 12; page++) {
      for (Node bubble : view().lookupAll(".bubble")) {
        if (bubble.getParent().isVisible()) {
          assertTidy((Bubble) bubble);
          seen++;
        }
      }
      tell(() -> view().scrollBy(500));
    }
    assertTrue(seen > 93, "bubbles " + seen);
  }

  private void assertTidy(Bubble bubble) {
    Bounds outer = bubble.localToScene(bubble.getLayoutBounds());
    for (Node inner : bubble.getChildrenUnmodifiable()) {
      if (inner.isVisible()) {
        Bounds bounds = inner.localToScene(inner.getLayoutBounds());
        assertTrue(outer.contains(bounds), inner + " " + bounds + " is outside " + outer);
      }
    }
    Node time = bubble.lookup(".time");
    TextFlow body = (TextFlow) bubble.lookup(".body");
    int letters =
        body.getChildren().stream()
            .mapToInt(node -> node instanceof Text text ? text.getText().length() : 1)
            .sum();
    if (time.isVisible()) {
      Bounds clock = body.sceneToLocal(time.localToScene(time.getLayoutBounds()));
      for (Rectangle2D line : body.getLayoutInfo().getSelectionGeometry(0, letters - 1, false)) {
        assertFalse(
            line.intersects(
                clock.getMinX(), clock.getMinY() + 4, clock.getWidth(), clock.getHeight() - 4),
            "the time " + clock + " covers " + line);
      }
    }
  }

  @Test
  void everyRowSaysWhatItIs() {
    fill(12);
    open(1000);
    for (RowCell<?> cell : list().cells()) {
      assertNotNull(cell.getAccessibleText());
      if (cell.row() instanceof MessageRow row && !row.message().own()) {
        assertEquals(
            row.message().content().sender().name()
                + ", "
                + fixture.chat.labels().time(row.message().content().at())
                + ": "
                + row.message().content().body(),
            cell.getAccessibleText());
      }
    }
  }
}
