package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.message.ChatMessage;
import chatter.client.ui.Fx;
import chatter.shared.api.MemberInfo;
import chatter.shared.protocol.Role;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Stories in a real window, with keys and clicks.
class ChatScreenTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void thoseInTheRoomAreListedBesideItAndWrittenToFromThere() {
    fixture.fill(10);
    session.rooms.members.add(new MemberInfo(FakeSession.ME, true, Role.MEMBER, false, null));
    session.rooms.members.add(new MemberInfo(FakeSession.LENA, false, Role.MEMBER, false, null));
    fixture.open(1180);
    fixture.tell(() -> ((Button) fixture.node("#roomMembers")).fire());
    assertEquals(List.of("Ada Brandt (you)", "Lena Koch"), members());
    robot.clickOn(fixture.node("#findMember")).write("len").type(KeyCode.ENTER);
    Fx.await("the search", () -> session.rooms.calls.contains("members 1 len"));
    session.rooms.answer = FakeSession.direct(7, FakeSession.LENA);
    List<Node> lines = List.copyOf(fixture.node("#membersPanel").lookupAll(".person-button"));
    robot.clickOn(lines.get(1));
    fixture.settle();
    robot.clickOn(fixture.node("#personMessage"));
    Fx.await("the direct", () -> fixture.chat.openProperty().get().id() == 7);
    assertTrue(session.rooms.calls.contains("direct [4]"));
    assertEquals("Lena Koch", ((Label) fixture.node("#title")).getText());
  }

  @Test
  void aNameShowsWhoSomebodyIsAndWhatTheyMayDo() {
    fixture.fill(1, FakeSession.LENA);
    session.rooms.members.add(new MemberInfo(FakeSession.LENA, true, Role.ADMIN, false, null));
    fixture.open(1000);
    robot.clickOn(fixture.node(".message-cell .sender"));
    Fx.await("what she may do", () -> card().contains("Admin"));
    assertEquals("Lena Koch, Admin · Host of this room", card());
  }

  /// What the card of somebody says to a screen reader.
  private String card() {
    Node card = fixture.node(".person-card");
    return card == null ? "" : card.getAccessibleText();
  }

  /// What the list of members says of each to a screen reader.
  private List<String> members() {
    return fixture.node("#membersPanel").lookupAll(".person-button").stream()
        .map(Node::getAccessibleText)
        .toList();
  }

  @Test
  void whatIsTypedAndSentWithEnterAppearsAtTheBottom() {
    fixture.fill(40);
    fixture.open(1000);
    robot.clickOn(robot.input()).write("Hello ").press(KeyCode.SHIFT).type(KeyCode.ENTER);
    robot.release(KeyCode.SHIFT).write("there");
    assertEquals("Hello \nthere", Fx.call(() -> robot.input().getText()));
    robot.type(KeyCode.ENTER);
    Fx.await("the field is empty", () -> robot.input().getText().isEmpty());
    fixture.settle();
    assertEquals("Hello \nthere", session.outbox.getFirst().body());
    assertEquals(ChatMessage.Delivery.PENDING, robot.lastRow().message().delivery());
    robot.assertAtEnd();
    fixture.tell(session::acknowledge);
    assertEquals(ChatMessage.Delivery.STORED, robot.lastRow().message().delivery());
    robot.assertAtEnd();
  }

  @Test
  void theFieldGrowsToEightLinesAndTheListStaysAtItsEnd() {
    fixture.fill(40);
    fixture.open(1000);
    double one = Fx.call(() -> robot.input().getHeight());
    fixture.tell(() -> robot.input().setText("1\n2\n3"));
    double three = Fx.call(() -> robot.input().getHeight());
    assertTrue(three > one + 30, one + " " + three);
    robot.assertAtEnd();
    for (int lines = 1; lines <= 8; lines++) {
      String text = "line\n".repeat(lines - 1) + "line";
      fixture.tell(() -> robot.input().setText(text));
      assertFalse(scrollBarShows(), "a scroll bar with " + lines + " lines");
    }
    double eight = Fx.call(() -> robot.input().getHeight());
    fixture.tell(() -> robot.input().setText("line\n".repeat(30)));
    assertEquals(eight, Fx.call(() -> robot.input().getHeight()), 1);
    assertTrue(scrollBarShows());
    robot.assertAtEnd();
    fixture.tell(() -> robot.input().setText("w".repeat(20) + " word".repeat(60)));
    assertTrue(Fx.call(() -> robot.input().getHeight()) > one + 15, "wraps");
  }

  private boolean scrollBarShows() {
    return Fx.call(() ->
        robot.input().lookupAll(".scroll-bar").stream()
            .map(ScrollBar.class::cast)
            .anyMatch(bar -> bar.getOrientation() == Orientation.VERTICAL && bar.isVisible()));
  }

  @Test
  void aNarrowWindowShowsTheRoomOrTheListWithAWayBack() {
    fixture.fill(10);
    fixture.open(1000);
    Node sidebar = fixture.node("#sidebar");
    Node room = fixture.node("#conversation");
    assertTrue(sidebar.isVisible() && room.isVisible());
    assertFalse(fixture.node("#roomBack").isVisible());
    Fx.run(() -> fixture.stage.setWidth(560));
    Fx.await("narrow", () -> !sidebar.isVisible());
    fixture.settle();
    assertTrue(room.isVisible());
    robot.assertAtEnd();
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
    assertEquals(1, (int) Fx.call(() -> robot.unread()));
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
}
