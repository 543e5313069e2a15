package chatter.client.chat;

import static chatter.client.chat.ChatFixture.NINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.http.Failures;
import chatter.client.ui.Fx;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent.Reaction;
import java.util.List;
import java.util.stream.LongStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The list of everybody who reacted to a message.
class ReactedPeopleTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open(int people) {
    List<Long> named = LongStream.rangeClosed(1, Math.min(people, 20)).boxed().toList();
    session.holdReacted(
        NINE, new Reaction("🎉", 1, false, List.of(4L)), new Reaction("👍", people, true, named));
    session.rooms.reacted.add(FakeSession.ME.publicView());
    LongStream.range(10, 9 + people)
        .forEach(id -> session.rooms.reacted.add(new AccountInfo(id, "Person " + id, null, null)));
    fixture.open(1000);
  }

  /// As the other button of the mouse, or a long press, on the last kind of reaction.
  private void ask() {
    fixture.tell(() -> {
      Node chip = fixture.node(".reactions").lookupAll(".reaction").stream().toList().getLast();
      chip.fireEvent(
          new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 1, 1, 1, 1, false, null));
    });
  }

  private ListView<?> list() {
    return (ListView<?>) fixture.node("#reactedList");
  }

  private List<String> asked() {
    return session.rooms.calls.stream().filter(call -> call.startsWith("reactedBy")).toList();
  }

  @Test
  void everybodyWhoReactedIsListedOnceSomebodyAsks() {
    open(3_000);
    assertEquals(List.of(), asked());
    ask();
    assertEquals(List.of("reactedBy 1 1 👍"), asked());
    assertEquals(3_000, list().getItems().size());
    List<Node> cells = list().lookupAll(".list-cell").stream().filter(Node::isVisible).toList();
    assertTrue(cells.size() < 20, "drawn " + cells.size());
    assertTrue(
        cells.stream().anyMatch(cell -> "Ada Brandt (you)".equals(cell.getAccessibleText())));
    Node sheet = fixture.node(".popover");
    assertTrue(sheet.getBoundsInParent().getHeight() < 450, sheet.toString());
  }

  @Test
  void anotherKindIsAskedForWhenItIsLookedAt() {
    open(3);
    ask();
    session.rooms.reacted.clear();
    session.rooms.reacted.add(FakeSession.LENA);
    robot.clickOn(
        fixture.node("#reactedPeople").lookupAll(".reacted-kind").stream()
            .filter(node -> node.getAccessibleText().equals("1 reaction 🎉"))
            .findFirst()
            .orElseThrow());
    fixture.settle();
    assertEquals(List.of("reactedBy 1 1 👍", "reactedBy 1 1 🎉"), asked());
    assertEquals(List.of(FakeSession.LENA), List.copyOf(list().getItems()));
    assertEquals("Lena Koch", fixture.chat.nameOf(4), "and is known from now on");
  }

  @Test
  void aFailureIsSaidAndCanBeTriedAgain() {
    open(3);
    session.rooms.failure = Failures.unreachable();
    ask();
    Fx.await("the reason", () -> label(".search-status") != null);
    assertFalse(list().isVisible());
    session.rooms.failure = null;
    robot.clickOn(fixture.node("#reactedPeople").lookup(".search-more"));
    fixture.settle();
    assertEquals(3, list().getItems().size());
    assertTrue(list().isVisible());
  }

  private String label(String selector) {
    Label label = (Label) fixture.node("#reactedPeople").lookup(selector);
    return label == null || label.getText().isEmpty() ? null : label.getText();
  }

  @Test
  void aPressShowsWhoSomebodyIs() {
    open(2);
    ask();
    robot.clickOn("Person 10");
    fixture.settle();
    assertTrue(fixture.node(".person-card").isVisible());
    assertEquals("Message", ((Button) fixture.node("#personMessage")).getText());
  }

  @Test
  void theKeyboardGetsThereByTheMenuOfTheMessage() {
    open(2);
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    fixture.tell(() ->
        robot
            .view()
            .fireEvent(
                new ContextMenuEvent(
                    ContextMenuEvent.CONTEXT_MENU_REQUESTED, 1, 1, 1, 1, true, null)));
    Fx.run(() -> robot.window(window -> window instanceof javafx.scene.control.ContextMenu));
    robot.clickOn("Who reacted");
    fixture.settle();
    assertTrue(list().isVisible());
    robot.strike(KeyCode.ESCAPE, "", false);
    Fx.await("closed", () -> !fixture.node(".popover").getParent().isVisible());
  }
}
