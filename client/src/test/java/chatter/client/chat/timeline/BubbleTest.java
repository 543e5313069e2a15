package chatter.client.chat.timeline;

import static chatter.client.chat.ChatFixture.NINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatFixture;
import chatter.client.chat.ChatScreenRobot;
import chatter.client.chat.FakeSession;
import chatter.client.chat.list.RowCell;
import chatter.client.chat.text.SelectableText;
import chatter.client.ui.Fx;
import chatter.shared.api.MemberInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reaction;
import java.net.URI;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a message looks like and does, in a real window.
class BubbleTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aRefusedMessageCanBeSentAgainCopiedAndDiscarded() {
    fixture.fill(5);
    fixture.open(1000);
    fixture.tell(() -> {
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
    assertTrue(session.calls.contains("retry " + robot.lastRow().key()));
    robot.clickOn(buttons.get(1));
    assertEquals("too fast", Fx.call(() -> Clipboard.getSystemClipboard().getString()));
    robot.clickOn(buttons.get(2));
    fixture.settle();
    assertEquals(
        5, fixture.timeline().rows().stream().filter(MessageRow.class::isInstance).count());
  }

  @Test
  void aMentionShowsTheNameAsSoonAsItIsKnown() {
    session.add(FakeSession.LENA, NINE, "<@9> knows");
    session.readSeq = 1;
    fixture.open(1000);
    assertEquals("@somebody", ((Label) fixture.node(".mention-name")).getText());
    fixture.tell(() -> session.post(new AccountInfo(9, "Zoë Quist", null, null), "I do"));
    fixture.tell(() -> fixture.chat.tick());
    assertEquals("@Zoë Quist", ((Label) fixture.node(".mention-name")).getText());
  }

  @Test
  void aRowSaysWhatHappenedToTheMessageAndWhatItAnswers() {
    session.rows =
        List.of(
            new MessagePosted(1, 1, FakeSession.OMAR, "lunch?", NINE, null, null),
            new MessagePosted(
                1,
                2,
                FakeSession.LENA,
                "at one",
                NINE,
                1L,
                null,
                null,
                NINE.plusSeconds(5),
                null,
                List.of(
                    new Reaction("👍", 3, true, List.of(1L, 4L, 3L)),
                    new Reaction("🎉", 1, false, List.of(3L))),
                true));
    session.readSeq = 2;
    fixture.open(1000);
    String time = fixture.chat.labels().time(NINE);
    assertEquals(
        "Lena Koch, "
            + time
            + ": at one, in reply to Omar Malik: lunch?,"
            + " 3 reactions 👍 (yours too), 1 reaction 🎉, edited, Pinned",
        fixture.list().cells().getLast().getAccessibleText());
  }

  @Test
  void formattingIsDrawnAndNotReadAloudNorQuoted() {
    session.add(FakeSession.LENA, NINE, "**Hi** `x` <@3>\n- one\n- two");
    session.add(FakeSession.OMAR, NINE.plusSeconds(5), "yes", 1L);
    session.readSeq = 2;
    fixture.open(1000);
    RowCell<?> cell = fixture.list().cells().get(fixture.list().cells().size() - 2);
    assertTrue(
        cell.getAccessibleText().endsWith(": Hi x @Omar Malik\n\u2022 one\n\u2022 two"),
        cell.getAccessibleText());
    assertEquals(2, cell.lookupAll(".item-sign").size());
    SelectableText text = ((MessageCell) cell).text();
    assertEquals("Hi x @Omar Malik\none\ntwo", text.shown());
    assertEquals("**Hi** `x` @Omar Malik\n- one\n- two", text.written(0, text.length()));
    assertEquals(
        "Hi x @Omar Malik \u2022 one \u2022 two",
        ((Label) fixture.list().cells().getLast().lookup(".quote-text")).getText());
  }

  @Test
  void codeIsCopiedWithTheKeyboard() {
    session.add(FakeSession.LENA, NINE, "```\nint a;\n```");
    session.readSeq = 1;
    fixture.open(1000);
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.RIGHT, "", false);
    robot.strike(KeyCode.ENTER, "", false);
    assertEquals("int a;", Fx.call(() -> Clipboard.getSystemClipboard().getString()));
  }

  @Test
  void reactionsAreTakenOffAndToldToWhoPointsAtThem() {
    session.holdReacted(NINE, new Reaction("👍", 3, true, List.of(1L, 4L, 3L)));
    session.rooms.members.add(new MemberInfo(FakeSession.LENA, false, Role.MEMBER, false, null));
    fixture.open(1000);
    Button chip = (Button) fixture.node(".reaction");
    assertEquals("You, Lena Koch and 1 other", chip.getTooltip().getText());
    fixture.tell(chip::fire);
    assertEquals("2", ((Label) fixture.node(".reaction-count")).getText());
    assertEquals("👍", session.outbox.getFirst().change().emoji());
  }

  @Test
  void whoReactedIsSomebodyWhereNoneOfThemIsKnown() {
    session.holdReacted(NINE, new Reaction("👍", 3, false, List.of(90L, 91L, 92L)));
    fixture.open(1000);
    assertEquals(
        "somebody and 2 others", ((Button) fixture.node(".reaction")).getTooltip().getText());
  }

  @Test
  void quotesAndLinksAreReachedWithTheKeyboard() {
    fixture.fill(300);
    session.add(
        FakeSession.LENA,
        NINE.plusSeconds(9_100),
        "https://example.org/x or https://example.org/y",
        5L);
    session.readSeq = 301;
    fixture.open(1000);
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.RIGHT, "", false);
    robot.strike(KeyCode.RIGHT, "", false);
    robot.strike(KeyCode.RIGHT, "", false);
    Node inside =
        (Node) Fx.call(() -> robot.view().queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM));
    assertEquals(AccessibleRole.HYPERLINK, inside.getAccessibleRole());
    assertEquals("https://example.org/y", inside.getAccessibleText());
    robot.strike(KeyCode.ENTER, "", false);
    assertEquals(List.of(URI.create("https://example.org/y")), fixture.opened);
    robot.strike(KeyCode.LEFT, "", false);
    robot.strike(KeyCode.LEFT, "", false);
    robot.strike(KeyCode.ENTER, "", false);
    fixture.settle();
    assertEquals(5L, Fx.call(() -> fixture.list().currentKey()));
  }

  @Test
  void pointingAtAMessageShowsItsTimeAndToolsBesideItAndNoTooltip() {
    session.add(FakeSession.LENA, NINE, "words ".repeat(200));
    session.add(FakeSession.LENA, NINE, "first of a run");
    session.add(FakeSession.LENA, NINE, "second of a run, long enough to be pointed at anywhere");
    session.add(FakeSession.ME, NINE, "mine");
    session.readSeq = 4;
    fixture.open(1000);
    Node tools = fixture.node(".message-tools");
    assertFalse(tools.isVisible());
    for (RowCell<?> cell : List.copyOf(fixture.list().cells())) {
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
    robot.strike(KeyCode.A, "a", false);
    assertEquals("a", robot.written(), "a click on a tool leaves the cursor in the field");
  }

  private void point(Node at) {
    Bounds bounds = at.localToScene(at.getBoundsInLocal());
    double y = bounds.getMaxY() - 6;
    robot
        .view()
        .fireEvent(
            new javafx.scene.input.MouseEvent(
                javafx.scene.input.MouseEvent.MOUSE_MOVED,
                bounds.getMinX() + 6 - robot.view().localToScene(0, 0).getX(),
                y - robot.view().localToScene(0, 0).getY(),
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
    fixture.open(1000);
    fixture.tell(() -> robot.view().scrollBy(400));
    Node floating = fixture.node(".floating-sender");
    assertTrue(floating.isVisible());
    assertEquals("Lena Koch", ((Label) floating.lookup(".sender")).getText());
    // Scrolling on, by nothing: it goes by itself after a while, which may pass unseen.
    Fx.await(
        "shows",
        () -> {
          robot.view().scrollBy(0);
          return floating.getOpacity() == 1;
        });
    // The first time, the page before is fetched.
    fixture.tell(() -> robot.view().scrollBy(100_000));
    fixture.tell(() -> robot.view().scrollBy(100_000));
    assertFalse(
        floating.isVisible(),
        () ->
            "her name is in its place: "
                + fixture.list().cells().stream()
                    .map(c -> c.top() + " " + c.row())
                    .limit(3)
                    .toList());
    Fx.await("fades", () -> floating.getOpacity() == 0);
    assertEquals(0, Fx.call(() -> fixture.node(".floating-day").getOpacity()));
  }

  @Test
  void aClickOnALinkOpensTheBrowserAndOnAQuoteItsMessage() {
    fixture.fill(300);
    session.add(FakeSession.LENA, NINE.plusSeconds(9_100), "see https://example.org/x now", 5L);
    session.readSeq = 301;
    fixture.open(1000);
    Text link = (Text) fixture.node(".link");
    robot.clickOn(link);
    assertEquals(List.of(URI.create("https://example.org/x")), fixture.opened);
    robot.clickOn(fixture.node(".quote"));
    fixture.settle();
    assertTrue(
        fixture.list().cells().stream()
            .anyMatch(cell -> cell.row() instanceof MessageRow row && row.seq() == 5));
    assertEquals(5L, Fx.call(() -> fixture.list().currentKey()));
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
    fixture.open(760);
    int seen = 0;
    for (int page = 0; page < 12; page++) {
      for (Node bubble : robot.view().lookupAll(".bubble")) {
        if (bubble.getParent().isVisible()) {
          assertTidy((Bubble) bubble);
          seen++;
        }
      }
      fixture.tell(() -> robot.view().scrollBy(500));
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
    fixture.fill(12);
    fixture.open(1000);
    for (RowCell<?> cell : fixture.list().cells()) {
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
