package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.timeline.MessageRow;
import chatter.client.chat.timeline.ShownTimeline;
import chatter.client.chat.timeline.TimelineView;
import chatter.client.ui.Fx;
import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.testfx.api.FxRobot;

/// Somebody at a chat screen, with its keys and clicks, who sees what stands in it.
public final class ChatScreenRobot extends FxRobot {
  private final ChatFixture fixture;

  public ChatScreenRobot(ChatFixture fixture) {
    this.fixture = fixture;
  }

  public TimelineView view() {
    return (TimelineView) fixture.node("#timeline");
  }

  public TextArea input() {
    return (TextArea) fixture.node("#input");
  }

  /// What stands in the field for messages.
  public String written() {
    return Fx.call(() -> input().getText());
  }

  public MessageRow lastRow() {
    return (MessageRow) fixture.list().cells().getLast().row();
  }

  /// How many messages are unread.
  public int unread() {
    return new ShownTimeline(view()).unread();
  }

  /// The newest message stands at the lower edge of the list.
  public void assertAtEnd() {
    assertTrue(fixture.list().isAtEnd());
    assertEquals(
        fixture.list().getHeight() - fixture.list().snappedBottomInset(),
        fixture.list().cells().getLast().bottom(),
        1);
  }

  /// One event of a key; `text` is the character of those that type.
  public KeyEvent key(
      EventType<KeyEvent> type, String text, KeyCode code, boolean shift, boolean control) {
    String character = type == KeyEvent.KEY_TYPED ? text : KeyEvent.CHAR_UNDEFINED;
    return new KeyEvent(type, character, text, code, shift, control, false, false);
  }

  /// As a keyboard does: to whoever has the focus, and the letter to who has it by then.
  public void strike(KeyCode code, String text, boolean control) {
    Fx.run(() -> {
      fire(key(KeyEvent.KEY_PRESSED, text, code, false, control));
      if (!text.isEmpty()) {
        fire(key(KeyEvent.KEY_TYPED, text, KeyCode.UNDEFINED, false, control));
      }
      fire(key(KeyEvent.KEY_RELEASED, text, code, false, control));
    });
  }

  /// Hands it to whoever has the focus. JavaFX application thread only.
  public void fire(KeyEvent key) {
    Event.fireEvent(focusOwner(), key);
  }

  /// Who has the focus; the scene where nobody has.
  public EventTarget focusOwner() {
    Node owner = fixture.stage.getScene().getFocusOwner();
    return owner == null ? fixture.stage.getScene() : owner;
  }
}
