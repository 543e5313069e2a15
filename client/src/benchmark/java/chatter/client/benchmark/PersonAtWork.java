package chatter.client.benchmark;

import chatter.client.benchmark.Scrolling.Rows;
import java.util.List;
import java.util.Random;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;

/// Somebody who uses the app while others write: reads upwards and comes back, writes and sends,
/// opens and closes the drawer, changes the window's size, and goes to other rooms if there are
/// any. Goes on until the program ends.
final class PersonAtWork extends AnimationTimer {
  private static final int SEED = 11;
  private static final int ACT_EVERY_FRAMES = 45;
  private static final int READING_FRAMES = 30;

  private final Scene scene;
  private final Rows rows;
  private final ConversationRows list;
  private final Random random = new Random(SEED);
  private int frame;
  private int scrolling;

  PersonAtWork(Scene scene) {
    this.scene = scene;
    rows = new Rows(scene);
    list = new ConversationRows(scene);
  }

  @Override
  public void handle(long now) {
    frame++;
    if (scrolling > 0) {
      scrolling--;
      rows.scroll(120);
    } else if (frame % ACT_EVERY_FRAMES == 0) {
      act();
    }
  }

  private void act() {
    List<Node> rooms = list.rooms();
    if (!rooms.isEmpty() && random.nextInt(3) == 0) {
      Events.click(rooms.get(random.nextInt(rooms.size())));
      return;
    }
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> scrolling = READING_FRAMES * (1 + random.nextInt(4));
      case 3, 4, 5 -> Events.press(rows.timeline(), KeyCode.END);
      case 6, 7 -> write();
      case 8 -> toggleDrawer();
      default -> {
        scene.getWindow().setWidth(700 + random.nextInt(600));
        scene.getWindow().setHeight(560 + random.nextInt(300));
      }
    }
  }

  /// Sends a message.
  void write() {
    if (scene.lookup("#input") instanceof TextInputControl input && !input.isDisabled()) {
      input.requestFocus();
      input.setText(Words.message(random));
      Events.press(input, KeyCode.ENTER);
    }
  }

  /// Opens the drawer, or closes it.
  void toggleDrawer() {
    Node drawer = scene.lookup(".drawer");
    if (drawer.isVisible()) {
      Events.press(drawer, KeyCode.ESCAPE);
    } else if (scene.lookup("#menu") instanceof Button menu) {
      menu.fire();
    }
  }
}
