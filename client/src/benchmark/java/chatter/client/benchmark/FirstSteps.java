package chatter.client.benchmark;

import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/// What somebody does who tries the program for the first time, so that the cache of a training run
/// knows it: writes a message, opens the drawer and closes it.
final class FirstSteps extends AnimationTimer {
  private static final int WRITE = 10;
  private static final int OPEN = 40;
  private static final int CLOSE = 80;
  private static final int DONE = 120;

  private final PersonAtWork person;
  private int frame;

  FirstSteps(Scene scene) {
    person = new PersonAtWork(scene);
  }

  @Override
  public void handle(long now) {
    frame++;
    if (frame == WRITE) {
      person.write();
    } else if (frame == OPEN || frame == CLOSE) {
      person.toggleDrawer();
    } else if (frame == DONE) {
      stop();
      Probe.say("try done");
    }
  }
}
