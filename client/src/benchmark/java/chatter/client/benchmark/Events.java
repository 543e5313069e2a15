package chatter.client.benchmark;

import com.sun.javafx.PlatformUtil;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.robot.Robot;

/// What hands do, as JavaFX tells it.
final class Events {
  private Events() {}

  /// Turns the wheel by so many pixels.
  static void scroll(Node node, double pixels) {
    Event.fireEvent(
        node,
        new ScrollEvent(
            ScrollEvent.SCROLL,
            50,
            50,
            50,
            50,
            false,
            false,
            false,
            false,
            false,
            false,
            0,
            pixels,
            0,
            pixels,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            0,
            null));
  }

  /// Clicks on it with the left button.
  static void click(Node node) {
    Event.fireEvent(
        node,
        new MouseEvent(
            MouseEvent.MOUSE_CLICKED,
            5,
            5,
            5,
            5,
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            true,
            false,
            true,
            null));
  }

  /// Moves the pointer to the middle of it.
  static void pointAt(Node node) {
    Bounds bounds = node.localToScreen(node.getLayoutBounds());
    new Robot().mouseMove(bounds.getCenterX(), bounds.getCenterY());
  }

  /// Types a letter.
  static void type(Node node, String letter) {
    Event.fireEvent(
        node,
        new KeyEvent(
            KeyEvent.KEY_TYPED, letter, "", KeyCode.UNDEFINED, false, false, false, false));
  }

  /// Presses a key with Ctrl held down, or what a Mac has for it.
  static void pressWithShortcut(Node node, KeyCode code) {
    boolean mac = PlatformUtil.isMac();
    Event.fireEvent(
        node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, !mac, false, mac));
  }

  static void press(Node node, KeyCode code) {
    Event.fireEvent(
        node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }
}
