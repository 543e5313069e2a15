package chatter.client.chat;

import static chatter.client.chat.ChatFixture.NINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import chatter.shared.api.MemberInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reaction;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is pressed is large enough for hands that are not steady.
class TargetSizeTest {
  private static final double SMALLEST = 24;

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;

  @AfterEach
  void close() {
    fixture.close();
  }

  private MessagePosted message(long seq) {
    return new MessagePosted(
        1,
        seq,
        FakeSession.LENA,
        "lunch?",
        NINE.plusSeconds(seq),
        null,
        null,
        null,
        null,
        null,
        List.of(new Reaction("👍", 2, true, List.of(1L, 4L))),
        true);
  }

  @Test
  void everythingOnTheChatScreen() {
    session.stored.addAll(List.of(message(1), message(2)));
    session.readSeq = 2;
    session.rooms.pinned.addAll(List.of(message(2), message(1)));
    session.rooms.members.add(new MemberInfo(FakeSession.ME, true, Role.MEMBER, false, null));
    session.rooms.members.add(new MemberInfo(FakeSession.LENA, false, Role.MEMBER, false, null));
    fixture.open(1180);
    fixture.tell(() -> {
      session.send(1, "Not taken", null);
      session.refuse(RejectCode.RATE_LIMITED);
      ((Button) fixture.node("#roomMembers")).fire();
    });
    fixture.settle();
    List<String> small = new ArrayList<>();
    int seen = Fx.call(() -> visit(fixture.screen.root(), small));
    assertEquals(List.of(), small);
    assertTrue(seen > 12, "pressable " + seen);
  }

  /// @return how many can be pressed
  private static int visit(Node node, List<String> small) {
    if (!node.isVisible()) {
      return 0;
    }
    if (node instanceof ButtonBase button) {
      if (button.getWidth() < SMALLEST || button.getHeight() < SMALLEST) {
        small.add(button + " " + button.getWidth() + " × " + button.getHeight());
      }
      return 1;
    }
    int seen = 0;
    if (node instanceof Parent parent) {
      for (Node child : parent.getChildrenUnmodifiable()) {
        seen += visit(child, small);
      }
    }
    return seen;
  }
}
