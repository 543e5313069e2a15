package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Emoji chosen for the field and as reactions, with keys and clicks.
class EmojiPickerTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open() {
    fixture.fill(5);
    fixture.open(1000);
    fixture.tell(() -> robot.input().requestFocus());
  }

  private boolean isOpen() {
    return Fx.call(() -> search() != null);
  }

  /// Null while the picker is not shown.
  private TextField search() {
    Node picker = fixture.node("#emojiPicker");
    return picker == null || !picker.getParent().isVisible()
        ? null
        : (TextField) fixture.node("#emojiSearch");
  }

  private void type(String words) {
    fixture.tell(() -> search().setText(words));
  }

  private void strike(KeyCode code, boolean shift) {
    Fx.run(() -> {
      robot.fire(robot.key(KeyEvent.KEY_PRESSED, "", code, shift, false));
      robot.fire(robot.key(KeyEvent.KEY_RELEASED, "", code, shift, false));
    });
    fixture.settle();
  }

  @Test
  void theButtonPutsOneWhereTheCursorIs() {
    open();
    fixture.tell(() -> {
      robot.input().setText("Thanks  a lot");
      robot.input().positionCaret(7);
    });
    robot.clickOn(fixture.node("#pickEmoji"));
    Fx.await("the field to search in", () -> search() != null && search().isFocused());
    type("partying");
    strike(KeyCode.ENTER, false);
    assertEquals("Thanks 🥳 a lot", robot.written());
    assertFalse(isOpen());
    Fx.await("the field", () -> robot.input().isFocused());
    assertEquals("🥳", fixture.chat.actions().emoji().quick().getFirst(), "and is counted");
  }

  private int lines() {
    return fixture.node("#emojiList").lookupAll(".list-cell").size();
  }

  @Test
  void itIsMadeBeforeItIsAskedForAndNobodySeesIt() {
    open();
    assertNull(fixture.node("#emojiPicker"));
    fixture.tell(fixture.screen::prepare);
    Fx.await("the picker with its lines", () -> fixture.node("#emojiList") != null && lines() >= 7);
    Node picker = fixture.node("#emojiPicker");
    assertFalse(isOpen());
    assertTrue(Fx.call(() -> robot.input().isFocused()));
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    assertTrue(isOpen());
    assertEquals(picker, fixture.node("#emojiPicker"), "the same one");
  }

  @Test
  void thePointerOnTheButtonLetsItBeMade() {
    open();
    robot.moveTo(fixture.node("#pickEmoji"));
    Fx.await("the picker", () -> fixture.node("#emojiTone5") != null);
    assertFalse(isOpen());
  }

  @Test
  void openedAgainItBeginsAnewWithWhatIsUsedMostByThen() {
    open();
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    type("partying");
    strike(KeyCode.ENTER, false);
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    assertEquals("", Fx.call(() -> search().getText()));
    strike(KeyCode.ENTER, false);
    assertEquals("🥳🥳", robot.written());
  }

  @Test
  void theKeyboardOpensItGoesThroughItAndTakesSeveral() {
    open();
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    assertTrue(isOpen());
    strike(KeyCode.ENTER, true);
    strike(KeyCode.RIGHT, false);
    strike(KeyCode.ENTER, true);
    assertTrue(isOpen());
    assertEquals("👍❤️", robot.written());
    assertEquals("red heart", Fx.call(() -> search().getAccessibleHelp()));
    strike(KeyCode.PAGE_DOWN, false);
    strike(KeyCode.PAGE_DOWN, false);
    strike(KeyCode.ENTER, false);
    assertEquals("👍❤️👋", robot.written());
    assertFalse(isOpen());
  }

  @Test
  void theKeyOpensItFromAnywhere() {
    open();
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    assertTrue(isOpen());
    assertEquals("", Fx.call(() -> search().getText()));
    strike(KeyCode.ENTER, false);
    assertEquals("👍", robot.written());
  }

  @Test
  void theOneChosenIsScrolledIntoViewAndOnlySomeLinesAreDrawn() {
    open();
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    for (int i = 0; i < 30; i++) {
      strike(KeyCode.DOWN, false);
    }
    Node list = fixture.node("#emojiList");
    Node chosen =
        list.lookupAll(".emoji-choice").stream()
            .filter(choice -> choice.isVisible() && choice.getParent().getScene() != null)
            .filter(choice ->
                choice.getPseudoClassStates().stream()
                    .anyMatch(state -> state.getPseudoClassName().equals("chosen")))
            .findFirst()
            .orElseThrow();
    assertTrue(
        list.localToScene(list.getLayoutBounds())
            .contains(chosen.localToScene(chosen.getLayoutBounds())));
    int drawn = list.lookupAll(".list-cell").size();
    assertTrue(drawn < 30, "lines " + drawn);
  }

  @Test
  void theThumbOfTheLongListIsLongEnoughToBeTaken() {
    open();
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    Node thumb =
        Fx.call(() ->
            fixture.node("#emojiList").lookupAll(".scroll-bar").stream()
                .map(ScrollBar.class::cast)
                .filter(bar -> bar.getOrientation() == Orientation.VERTICAL)
                .map(bar -> bar.lookup(".thumb"))
                .findFirst()
                .orElseThrow());
    assertEquals(24, Fx.call(() -> thumb.getLayoutBounds().getHeight()), 1);
  }

  @Test
  void aClickTakesTheOneUnderIt() {
    open();
    robot.clickOn(fixture.node("#pickEmoji"));
    Fx.await("the picker", () -> search() != null);
    type("cat face");
    robot.clickOn(fixture.node("#emojiList").lookup(".emoji-choice"));
    fixture.settle();
    assertEquals("🐱", robot.written());
    assertFalse(isOpen());
  }

  @Test
  void escapeEmptiesTheSearchAndThenCloses() {
    open();
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    type("nobody calls it so");
    assertTrue(((Label) fixture.node(".emoji-none")).isVisible());
    strike(KeyCode.ENTER, false);
    assertEquals("", robot.written());
    strike(KeyCode.ESCAPE, false);
    assertEquals("", Fx.call(() -> search().getText()));
    strike(KeyCode.ESCAPE, false);
    assertFalse(isOpen());
    Fx.await("the field", () -> robot.input().isFocused());
  }

  @Test
  void theButtonClosesItAgain() {
    open();
    robot.clickOn(fixture.node("#pickEmoji"));
    Fx.await("the picker", () -> search() != null);
    fixture.settle();
    robot.clickOn(fixture.node("#pickEmoji"));
    Fx.await("closed", () -> search() == null);
    fixture.settle();
    assertFalse(isOpen());
    Fx.await("the field", () -> robot.input().isFocused());
  }

  @Test
  void aSkinToneIsKeptForTheNextTime() {
    open();
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    fixture.tell(() -> ((ToggleButton) fixture.node("#emojiTone4")).fire());
    type("waving");
    strike(KeyCode.ESCAPE, false);
    strike(KeyCode.ESCAPE, false);
    robot.strike(KeyCode.PERIOD, ".", true);
    fixture.settle();
    assertTrue(Fx.call(() -> ((ToggleButton) fixture.node("#emojiTone4")).isSelected()));
    strike(KeyCode.ENTER, false);
    assertEquals("👍🏾", robot.written());
  }

  @Test
  void aReactionIsChosenFromTheSame() {
    open();
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.UP, "", false);
    robot.strike(KeyCode.ADD, "+", false);
    fixture.settle();
    assertTrue(isOpen());
    assertEquals("", Fx.call(() -> search().getText()), "the key that opens it is no letter");
    type("\u2764");
    strike(KeyCode.ENTER, false);
    assertFalse(isOpen());
    assertEquals("\u2764\uFE0F", session.outbox.getLast().change().emoji());
    assertEquals("", robot.written());
  }
}
