package chatter.client.benchmark;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;

/// Opens the switcher by its keys and closes it, again and again; then types names into it, letter
/// by letter, at a pace at which the server is asked and answers between two of them. Times each
/// press until the renderer is done with the first frame that shows what follows from it, whole and
/// not fading in. Keys are pressed right after a frame, so that each waits for nearly a whole one.
///
/// Whether it is there is asked of what is painted: a switcher that was closed stays in the scene.
final class Switcher extends AnimationTimer {
  private static final int PAUSE = 14;
  private static final List<String> TYPED = List.of("lena", "zoë b", "room 31", "@osk", "ström");

  private final Scene scene;
  private final int times;
  private final String text;
  private final Runnable look = this::look;
  private final List<Long> opened = new ArrayList<>();
  private final List<Long> typed = new ArrayList<>();
  private int pause;
  private int letters;
  private long begun;
  private Node view;

  /// Where the time goes that a press takes which is under way; null while none is.
  private List<Long> awaiting;

  private boolean busy;

  /// @param rest frames before anything is done
  /// @param times how often it is opened
  /// @param typing whether to type afterwards
  Switcher(Scene scene, int rest, int times, boolean typing) {
    this.scene = scene;
    pause = rest;
    this.times = times;
    text = typing ? String.join("\n", TYPED) : "";
  }

  @Override
  public void start() {
    scene.addPostLayoutPulseListener(look);
    super.start();
  }

  @Override
  public void stop() {
    super.stop();
    scene.removePostLayoutPulseListener(look);
  }

  @Override
  public void handle(long now) {
    if (busy || pause-- > 0) {
      return;
    }
    pause = PAUSE;
    if (opened.size() < times) {
      if (isThere()) {
        Events.press(field(), KeyCode.ESCAPE);
      } else {
        Node owner = owner();
        press(opened, () -> Events.pressWithShortcut(owner, KeyCode.K));
      }
    } else {
      type();
    }
  }

  private void type() {
    if (letters == text.length()) {
      stop();
      Events.press(field(), KeyCode.ESCAPE);
      Probe.say("switcher " + FrameTimes.micros(opened) + " " + FrameTimes.micros(typed));
      return;
    }
    String letter = String.valueOf(text.charAt(letters++));
    if (letter.equals("\n")) {
      field().clear();
    } else {
      Node field = field();
      press(typed, () -> Events.type(field, letter));
    }
  }

  private void press(List<Long> into, Runnable key) {
    busy = true;
    Platform.runLater(() -> {
      begun = System.nanoTime();
      key.run();
      awaiting = into;
    });
  }

  /// After each layout.
  private void look() {
    if (awaiting != null && hasRows()) {
      List<Long> into = awaiting;
      awaiting = null;
      Probe.afterRendering(
          scene,
          () -> {
            into.add(System.nanoTime() - begun);
            busy = false;
          });
    }
  }

  private Node owner() {
    return scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
  }

  private TextInputControl field() {
    return (TextInputControl) view().lookup("#switcherInput");
  }

  /// Null before it is made. Looked for in the whole scene once: that takes milliseconds.
  private Node view() {
    if (view == null) {
      view = scene.lookup("#switcher");
    }
    return view;
  }

  private boolean isThere() {
    return view() != null && isPainted(view);
  }

  private boolean hasRows() {
    return isThere()
        && view.lookupAll(".switcher-cell").stream()
            .anyMatch(cell -> cell instanceof ListCell<?> row && !row.isEmpty() && row.isVisible());
  }

  private static boolean isPainted(Node node) {
    Node at = node;
    while (at != null && at.isVisible() && at.getOpacity() == 1) {
      if (at.getParent() == null) {
        return true;
      }
      at = at.getParent();
    }
    return false;
  }
}
