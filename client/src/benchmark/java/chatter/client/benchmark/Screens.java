package chatter.client.benchmark;

import chatter.client.benchmark.Scrolling.Rows;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/// Goes towards older messages by a whole screen at a time, as somebody does who looks for
/// something, and times until the new rows are laid out: from the key to the end of the layout,
/// without drawing. Between two screens it waits, so that older pages can come.
final class Screens extends AnimationTimer {
  private static final int REST_FRAMES = 8;

  private final Rows rows;
  private final int wanted;
  private final List<Long> times = new ArrayList<>();
  private final Runnable layoutDone = this::laidOut;
  private final Scene scene;
  private long begun;
  private long before;
  private long took;
  private int frame;

  /// @param wanted how many screens
  Screens(Scene scene, int wanted) {
    this.scene = scene;
    this.wanted = wanted;
    rows = new Rows(scene);
    scene.addPostLayoutPulseListener(layoutDone);
  }

  @Override
  public void handle(long now) {
    frame++;
    if (frame % REST_FRAMES == 1 && took != 0) {
      // At the end of what is loaded fewer rows come, or none.
      if (rows.first() < before - 1) {
        times.add(took);
      }
      took = 0;
      if (times.size() >= wanted) {
        stop();
        scene.removePostLayoutPulseListener(layoutDone);
        Probe.say("screens " + FrameTimes.micros(times));
        return;
      }
    }
    if (frame % REST_FRAMES == 0) {
      before = rows.first();
      begun = System.nanoTime();
      rows.scroll(rows.timeline().getLayoutBounds().getHeight());
    }
  }

  private void laidOut() {
    if (begun != 0) {
      took = System.nanoTime() - begun;
      begun = 0;
    }
  }
}
