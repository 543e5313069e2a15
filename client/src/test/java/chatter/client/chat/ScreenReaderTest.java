package chatter.client.chat;

import static chatter.client.chat.ChatFixture.NINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.client.ui.Fx;
import chatter.shared.api.MemberInfo;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reaction;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A day with the keyboard and without the screen: what is said, by the tree that screen readers
/// get.
class ScreenReaderTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open() {
    session.add(FakeSession.LENA, NINE, "lunch?");
    session.stored.add(
        new MessagePosted(
            1,
            2,
            FakeSession.OMAR,
            "at one",
            NINE.plusSeconds(60),
            null,
            null,
            null,
            NINE.plusSeconds(90),
            null,
            List.of(new Reaction("👍", 2, false, List.of(4L, 3L))),
            null));
    session.readSeq = 2;
    session.rooms.members.add(new MemberInfo(FakeSession.ME, true, Role.MEMBER, false, null));
    session.rooms.members.add(new MemberInfo(FakeSession.LENA, false, Role.MEMBER, false, null));
    fixture.open(1180);
    fixture.tell(() -> {
      session.listener.accept(
          new SessionEvent.ConversationAdded(FakeSession.direct(4, FakeSession.LENA)));
      session.listener.accept(new SessionEvent.ConversationAdded(session.room(2, "Field team", 0)));
      session.listener.accept(
          new SessionEvent.Presence(
              true,
              2,
              null,
              List.of(
                  new PresenceInfo(1, "Ada Brandt", null, PresenceInfo.State.ONLINE, null),
                  new PresenceInfo(4, "Lena Koch", null, PresenceInfo.State.ONLINE, null))));
    });
  }

  /// What a screen reader finds; nothing that can be used is without a name.
  private List<String> heard() {
    fixture.settle();
    assertEquals(List.of(), Fx.call(() -> AccessibleTree.nameless(fixture.screen.root())));
    return Fx.call(() ->
        AccessibleTree.of(fixture.screen.root()).stream()
            .map(AccessibleTree.Item::toString)
            .toList());
  }

  private void assertHears(String... wanted) {
    List<String> heard = heard();
    for (String one : wanted) {
      assertTrue(heard.contains(one), () -> one + " is not among " + String.join("\n", heard));
    }
  }

  private String time(long seconds) {
    return fixture.chat.labels().time(NINE.plusSeconds(seconds));
  }

  private String focused() {
    return Fx.call(() ->
        ((Node) robot.view().queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM))
            .getAccessibleText());
  }

  @Test
  void theScreenSaysWhereOneIs() {
    open();
    assertHears(
        "BUTTON Menu",
        "BUTTON Search or jump to",
        "LIST_ITEM Rooms, New room",
        "LIST_ITEM Field team, No messages yet",
        "LIST_ITEM Direct, New message",
        "LIST_ITEM Lena Koch, Online, No messages yet",
        "TEXT Lobby",
        "BUTTON Members",
        "LIST_VIEW Messages in Lobby",
        "LIST_ITEM Lena Koch, " + time(0) + ": lunch?",
        "LIST_ITEM Omar Malik, " + time(60) + ": at one, 2 reactions 👍, edited",
        "TEXT_AREA Message Lobby = Message Lobby",
        "BUTTON Send");
    assertFalse(heard().contains("TEXT AB"), "initials stand for a name that is said");
  }

  @Test
  void whatArrivesIsSaidOnceAndWhatIsFetchedIsNot() {
    List<String> said = new ArrayList<>();
    fixture.fill(300);
    fixture.open(1180);
    Node announcement = fixture.node("#announcement");
    Fx.run(() -> announcement.accessibleTextProperty().subscribe((_, words) -> said.add(words)));
    for (int i = 0; i < 5; i++) {
      fixture.tell(() -> robot.view().scrollBy(3_000));
    }
    fixture.press(robot.view(), KeyCode.END);
    fixture.tell(() -> session.post(FakeSession.LENA, "the printer is back"));
    fixture.tell(() -> session.post(FakeSession.ME, "thanks"));
    String now = fixture.chat.labels().time(fixture.clock.instant());
    assertEquals(List.of("Lena Koch, " + now + ": the printer is back"), said);
  }

  @Test
  void theKeyboardGoesThroughTheDay() {
    open();
    // The messages.
    fixture.tell(() -> robot.input().requestFocus());
    robot.strike(KeyCode.F6, "", false);
    robot.strike(KeyCode.F6, "", false);
    assertEquals("Omar Malik, " + time(60) + ": at one, 2 reactions 👍, edited", focused());
    robot.strike(KeyCode.UP, "", false);
    assertEquals("Lena Koch, " + time(0) + ": lunch?", focused());
    Node row =
        Fx.call(() -> (Node) robot.view().queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM));
    assertEquals(true, Fx.call(() -> row.queryAccessibleAttribute(AccessibleAttribute.SELECTED)));
    // A reaction.
    robot.strike(KeyCode.ADD, "+", false);
    fixture.settle();
    assertTrue(
        Fx.call(() ->
            AccessibleTree.of(fixture.screen.root()).stream()
                .anyMatch(item -> item.role() == AccessibleRole.DIALOG)),
        "a sheet");
    robot.strike(KeyCode.ESCAPE, "", false);
    // Another conversation.
    robot.strike(KeyCode.K, "k", true);
    assertHears(
        "DIALOG Search or jump to",
        "TEXT_FIELD Search or jump to = Search or jump to",
        "LIST_ITEM Field team, room");
    robot.strike(KeyCode.ENTER, "", false);
    assertHears("LIST_VIEW Messages in Field team", "TEXT Field team");
    // What is written is read, not what the field is for.
    fixture.tell(() -> robot.input().setText("good morning"));
    assertHears("TEXT_AREA Message Field team = good morning");
    // Who is here.
    fixture.tell(() -> robot.input().requestFocus());
    fixture.tell(() -> ((Button) fixture.node("#roomMembers")).fire());
    assertHears("BUTTON Lena Koch, Online", "TEXT_FIELD Find a member = Find a member");
    robot.strike(KeyCode.ESCAPE, "", false);
    // A new room, from the heading in the list.
    robot.strike(KeyCode.F6, "", false);
    Fx.run(() -> robot.fire(robot.key(KeyEvent.KEY_PRESSED, "", KeyCode.HOME, false, false)));
    robot.strike(KeyCode.ENTER, "", false);
    assertHears("DIALOG Rooms", "BUTTON New room", "BUTTON Browse rooms");
    robot.strike(KeyCode.SPACE, " ", false);
    assertHears("DIALOG New room", "BUTTON Make room");
    robot.strike(KeyCode.ESCAPE, "", false);
    // And the keys.
    robot.strike(KeyCode.F1, "", false);
    assertHears("DIALOG Keyboard shortcuts", "TEXT Search or jump to", "BUTTON Close");
    robot.strike(KeyCode.ESCAPE, "", false);
    fixture.settle();
    assertTrue(Fx.call(() -> robot.input().isFocused()));
  }

  @Test
  void aScreenReaderCanPutTheKeyboardAtAnyMessage() {
    fixture.fill(100);
    fixture.open(1180);
    String said =
        Fx.call(() -> {
          // It is good until the next layout.
          Node row =
              (Node) robot.view().queryAccessibleAttribute(AccessibleAttribute.ITEM_AT_INDEX, 3);
          String text = row.getAccessibleText();
          row.executeAccessibleAction(AccessibleAction.REQUEST_FOCUS);
          return text;
        });
    fixture.settle();
    assertEquals(said, focused());
    assertTrue(Fx.call(() -> robot.view().isFocused()));
  }

  @Test
  void whatWentWrongIsSaid() {
    open();
    session.rooms.failure = Failures.unreachable();
    fixture.tell(() -> fixture.chat.setStarred(1, true));
    Fx.await("said", () -> !fixture.chat.noticeProperty().get().isEmpty());
    fixture.settle();
    assertEquals(
        Fx.call(() -> fixture.chat.noticeProperty().get()),
        fixture.node("#announcement").getAccessibleText());
  }
}
