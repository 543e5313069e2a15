package chatter.client.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Scene;

/// Times frames in which something is scrolled.
///
/// A frame begins with the pulse, in which first of all the scroll event is delivered, then CSS and
/// layout are done and the scene is copied for the renderer; it ends when the renderer is done.
/// That is the frame's *work*. The *interval* between the ends of two frames holds besides what the
/// application thread does between the pulses, such as putting the picture into the window and
/// taking in a page of history; at 60 frames a second it is 16.7 ms. Waiting here for the renderer
/// keeps the next pulse from beginning meanwhile, as it would without a benchmark, so nothing looks
/// faster than it is. JavaFX application thread only.
final class FrameTimes {
  private final Scene scene;
  private final List<Long> work = new ArrayList<>();
  private final List<Long> intervals = new ArrayList<>();
  private long painted;

  FrameTimes(Scene scene) {
    this.scene = scene;
  }

  /// The pulse that draws a frame is under way, and everything in it that is to be measured has
  /// begun.
  ///
  /// @param begun when, by `System.nanoTime()`
  /// @param then runs once the frame is drawn
  void frame(long begun, Runnable then) {
    Probe.afterRendering(
        scene,
        () -> {
          long end = System.nanoTime();
          work.add(end - begun);
          if (painted != 0) {
            intervals.add(end - painted);
          }
          painted = end;
          then.run();
        });
  }

  int count() {
    return work.size();
  }

  /// All of them in microseconds: the work, and after a space the intervals.
  @Override
  public String toString() {
    return micros(work) + " " + micros(intervals);
  }

  /// Times as they are told to the benchmark.
  static String micros(List<Long> nanos) {
    return nanos.stream().map(n -> Long.toString(n / 1_000)).collect(Collectors.joining(","));
  }
}
