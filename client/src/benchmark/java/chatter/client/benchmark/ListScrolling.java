package chatter.client.benchmark;

import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/// Scrolls the list of conversations by the same step in every frame, to its end and back, some
/// times over, and times each frame; see `FrameTimes`.
final class ListScrolling extends AnimationTimer {
  private static final double STEP = 220;

  private final ConversationRows rows;
  private final FrameTimes frames;
  private int turns;

  /// @param ways how often to go from one end to the other
  ListScrolling(Scene scene, int ways) {
    rows = new ConversationRows(scene);
    frames = new FrameTimes(scene);
    turns = ways;
  }

  @Override
  public void handle(long now) {
    long begun = System.nanoTime();
    boolean down = turns % 2 == 0;
    if (rows.position() == (down ? 1 : 0)) {
      turns--;
      down = !down;
    }
    if (turns < 0) {
      stop();
      Probe.say("list " + rows.count() + " " + frames);
      return;
    }
    rows.scroll(down ? -STEP : STEP);
    frames.frame(begun, () -> {});
  }
}
