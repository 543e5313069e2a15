package chatter.client.ui;

import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.util.Duration;

/// Movement, unless the system asks for little of it: then everything is at its end at once. JavaFX
/// application thread only.
public final class Motion {
  /// For what answers a hand: hover, focus.
  public static final Duration QUICK = Duration.millis(120);

  /// For what moves through the window.
  public static final Duration MOVE = Duration.millis(220);

  /// Fast at first, gentle at the end.
  public static final Interpolator EASE = Interpolator.ofSpline(0.2, 0, 0, 1);

  private Motion() {}

  /// Moves values to where they belong.
  ///
  /// @param whenDone runs afterwards
  /// @return what can be stopped when something else is wanted; it is over already if the system
  ///   asks for little movement
  public static Animation play(Duration duration, Runnable whenDone, KeyValue... ends) {
    Timeline timeline = new Timeline(new KeyFrame(duration, ends));
    timeline.setOnFinished(done -> whenDone.run());
    timeline.play();
    if (Platform.getPreferences().isReducedMotion()) {
      timeline.jumpTo(duration);
    }
    return timeline;
  }
}
