package chatter.client.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;

/// Scrolls towards older messages by the same step in every frame, like a finger that does not let
/// go, and times each frame.
///
/// A frame begins with the pulse, in which first of all the scroll event is delivered, then CSS and
/// layout are done and the scene is copied for the renderer; it ends when the renderer is done.
/// That is the frame's *work*. The *interval* between the ends of two frames holds besides what the
/// application thread does between the pulses, such as putting the picture into the window and
/// taking in a page of history; at 60 frames a second it is 16.7 ms. Waiting here for the renderer
/// keeps the next pulse from beginning meanwhile, as it would without a benchmark, so nothing looks
/// faster than it is.
final class Scrolling extends AnimationTimer {
  private static final double STEP = 220;

  private final Scene scene;
  private final Rows rows;
  private final long wanted;
  private final long from;
  private final List<Long> work = new ArrayList<>();
  private final List<Long> intervals = new ArrayList<>();
  private long painted;
  private long lowestSeen;

  /// @param wanted how many messages to scroll through
  Scrolling(Scene scene, long wanted) {
    this.scene = scene;
    this.wanted = wanted;
    rows = new Rows(scene);
    from = rows.first();
    lowestSeen = from;
  }

  @Override
  public void handle(long now) {
    long begun = System.nanoTime();
    rows.scroll(STEP);
    Probe.afterRendering(scene, () -> frameEnded(begun));
  }

  private void frameEnded(long begun) {
    long end = System.nanoTime();
    work.add(end - begun);
    if (painted != 0) {
      intervals.add(end - painted);
    }
    painted = end;
    if (work.size() % 20 == 0) {
      lowestSeen = Math.min(lowestSeen, rows.first());
      if (from - lowestSeen >= wanted) {
        stop();
        Probe.say("scroll " + micros(work) + " " + micros(intervals));
      }
    }
  }

  private static String micros(List<Long> nanos) {
    return nanos.stream().map(n -> Long.toString(n / 1_000)).collect(Collectors.joining(","));
  }

  /// The rows on the screen.
  record Rows(Scene scene) {
    private static final Pattern NUMBER = Pattern.compile(Seed.NUMBER_MARK + "(\\d+)");

    Node timeline() {
      return scene.lookup("#timeline");
    }

    /// Scrolls by so many pixels; positive is towards older messages.
    void scroll(double pixels) {
      Events.scroll(timeline(), pixels);
    }

    /// The number of the highest seeded message in view.
    long first() {
      return visible().stream().mapToLong(Rows::number).filter(n -> n > 0).min().orElseThrow();
    }

    List<Node> visible() {
      double height = timeline().getLayoutBounds().getHeight();
      return timeline().lookupAll(".message-cell").stream()
          .filter(Node::isVisible)
          .filter(cell ->
              cell.getLayoutY() + cell.getLayoutBounds().getHeight() > 0
                  && cell.getLayoutY() < height)
          .toList();
    }

    /// The number at the end of every seeded message; 0 for others.
    static long number(Node cell) {
      String text = cell.getAccessibleText();
      Matcher number = NUMBER.matcher(text == null ? "" : text);
      return number.find() ? Long.parseLong(number.group(1)) : 0;
    }
  }
}
