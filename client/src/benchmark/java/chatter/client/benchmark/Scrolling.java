package chatter.client.benchmark;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;

/// Scrolls towards older messages by the same step in every frame, like a finger that does not let
/// go, and times each frame.
final class Scrolling extends AnimationTimer {
  private static final double STEP = 220;

  private final Rows rows;
  private final long wanted;
  private final long from;
  private final FrameTimes frames;
  private long lowestSeen;

  /// @param wanted how many messages to scroll through
  Scrolling(Scene scene, long wanted) {
    this.wanted = wanted;
    rows = new Rows(scene);
    frames = new FrameTimes(scene);
    from = rows.first();
    lowestSeen = from;
  }

  @Override
  public void handle(long now) {
    long begun = System.nanoTime();
    rows.scroll(STEP);
    frames.frame(begun, this::frameEnded);
  }

  private void frameEnded() {
    if (frames.count() % 20 == 0) {
      lowestSeen = Math.min(lowestSeen, rows.first());
      if (from - lowestSeen >= wanted) {
        stop();
        Probe.say("scroll " + frames);
      }
    }
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
