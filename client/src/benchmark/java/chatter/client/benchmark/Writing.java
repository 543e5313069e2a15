package chatter.client.benchmark;

import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Opens the picker of emoji for the first time, with the pointer on its button for a moment or out
/// of nowhere, scrolls it to its end and back, closes it, and types letters below many lines; times
/// the opening, from the press to the picture, and each frame of the others, see `FrameTimes`.
final class Writing extends AnimationTimer {
  /// As long as a hand needs from the button to the press.
  private static final long POINTED_NANOS = 150_000_000;

  private static final int PAUSE = 30;
  private static final double STEP = 220;
  private static final int LINES = 200;
  private static final int LETTERS = 200;

  private final Scene scene;
  private final int rest;
  private final boolean pointing;
  private final FrameTimes scrolling;
  private final FrameTimes typing;
  private Step step = Step.WAIT;
  private int frame;
  private int letters;
  private long pressAt;
  private long opened;

  private enum Step {
    WAIT,
    POINTING,
    OPENING,
    DOWN,
    UP,
    CLOSED,
    TYPE
  }

  /// @param rest frames before anything is done
  /// @param pointing whether the pointer goes to the button before it is pressed
  Writing(Scene scene, int rest, boolean pointing) {
    this.scene = scene;
    this.rest = rest;
    this.pointing = pointing;
    scrolling = new FrameTimes(scene);
    typing = new FrameTimes(scene);
  }

  @Override
  public void handle(long now) {
    frame++;
    switch (step) {
      case WAIT -> {
        if (frame == rest) {
          point();
        }
      }
      case POINTING -> {
        if (now >= pressAt) {
          open();
        }
      }
      case OPENING -> {
        // It is being drawn.
      }
      case DOWN, UP -> scroll();
      case CLOSED -> {
        if (frame == PAUSE) {
          step = Step.TYPE;
        }
      }
      case TYPE -> type();
    }
  }

  private void point() {
    step = Step.POINTING;
    if (pointing) {
      Events.pointAt(scene.lookup("#pickEmoji"));
      pressAt = System.nanoTime() + POINTED_NANOS;
    }
  }

  private void open() {
    step = Step.OPENING;
    long begun = System.nanoTime();
    if (scene.lookup("#pickEmoji") instanceof Button button) {
      button.fire();
    }
    Probe.afterRendering(
        scene,
        () -> {
          opened = System.nanoTime() - begun;
          step = Step.DOWN;
        });
  }

  private void scroll() {
    long begun = System.nanoTime();
    VirtualFlow<?> flow = (VirtualFlow<?>) scene.lookup("#emojiList").lookup(".virtual-flow");
    boolean down = step == Step.DOWN;
    if (flow.getPosition() == (down ? 1 : 0)) {
      if (down) {
        step = Step.UP;
      } else {
        close();
      }
      return;
    }
    Events.scroll(flow, down ? -STEP : STEP);
    scrolling.frame(begun, () -> {});
  }

  private TextInputControl input() {
    return (TextInputControl) scene.lookup("#input");
  }

  private void close() {
    Events.press(scene.lookup("#emojiSearch"), KeyCode.ESCAPE);
    input().requestFocus();
    input().setText("some words of a line\n".repeat(LINES));
    input().end();
    step = Step.CLOSED;
    frame = 0;
  }

  private void type() {
    long begun = System.nanoTime();
    if (letters++ == LETTERS) {
      stop();
      Probe.say("writing " + opened / 1_000 + " " + scrolling + " " + typing);
      return;
    }
    Event.fireEvent(
        input(),
        new KeyEvent(KeyEvent.KEY_TYPED, "a", "", KeyCode.UNDEFINED, false, false, false, false));
    typing.frame(begun, () -> {});
  }
}
