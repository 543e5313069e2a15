package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Emoji in the field are drawn in colour, where they stand.
class EmojiOverlayTest {
  private final ChatFixture fixture = new ChatFixture();
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @BeforeEach
  void open() {
    fixture.fill(3);
    fixture.open(1000);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void write(String text) {
    fixture.tell(() -> robot.input().setText(text));
  }

  private List<Node> pictures() {
    return Fx.call(() ->
        fixture.screen.root().lookupAll(".emoji-ground").stream().filter(Node::isVisible).toList());
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  @Test
  void eachEmojiHasAPictureAndNothingElseHas() {
    write("no emoji © here");
    assertEquals(0, pictures().size());
    write("a 😀 b 👍🏽❤");
    assertEquals(3, pictures().size());
    write("a");
    assertEquals(0, pictures().size());
  }

  @Test
  void thePictureStandsBetweenTheLettersAroundIt() {
    write("a 😀");
    double first = Fx.call(() -> inScene(pictureAlone()).getMinX());
    write("a longer text 😀");
    double second = Fx.call(() -> inScene(pictureAlone()).getMinX());
    assertTrue(second > first + 40, first + " " + second);
    assertTrue(Fx.call(() -> inScene(robot.input()).contains(inScene(pictureAlone()))));
  }

  private Node pictureAlone() {
    List<Node> all =
        fixture.screen.root().lookupAll(".emoji-ground").stream().filter(Node::isVisible).toList();
    assertEquals(1, all.size());
    return all.getFirst();
  }

  @Test
  void onlyThoseInViewAreDrawn() {
    write("😀\n".repeat(200) + "😀");
    int drawn = pictures().size();
    assertTrue(drawn >= 8 && drawn <= 12, "drawn " + drawn);
  }

  @Test
  void whatIsSelectedHasTheGroundOfTheSelection() {
    write("a 😀 b");
    assertFalse(selected());
    fixture.tell(() -> robot.input().selectAll());
    assertTrue(selected());
  }

  private boolean selected() {
    return pictures().getFirst().getPseudoClassStates().stream()
        .anyMatch(state -> state.getPseudoClassName().equals("selected"));
  }
}
