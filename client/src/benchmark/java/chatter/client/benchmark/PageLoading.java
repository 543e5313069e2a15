package chatter.client.benchmark;

import chatter.client.benchmark.Scrolling.Rows;
import chatter.client.chat.timeline.ShownTimeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;

/// Loads older pages as a reader does who scrolls up and stops, and measures by how much that moves
/// the rows in view: where each is in the frame before the page and in the frame after. It is their
/// lower edges that count: the head of the topmost row changes when it is the first no more,
/// because name and day line go to the rows that have come in above it.
final class PageLoading extends AnimationTimer {
  private static final double STEP = 480;

  private final Rows rows;
  private final ShownTimeline timeline;
  private final int wanted;
  private Map<Long, Double> before = Map.of();
  private long oldest;
  private boolean scrolled;
  private int pages;
  private double worst;

  PageLoading(Scene scene, int wanted) {
    rows = new Rows(scene);
    timeline = new ShownTimeline(rows.timeline());
    this.wanted = wanted;
    oldest = oldest();
  }

  @Override
  public void handle(long now) {
    long oldestNow = oldest();
    if (oldestNow < oldest) {
      // Taken in since the last pulse, and laid out in this one: the rows are still where they
      // were.
      oldest = oldestNow;
      pages++;
      scrolled = false;
      before = places();
      return;
    }
    Map<Long, Double> places = places();
    if (!scrolled) {
      for (Map.Entry<Long, Double> row : before.entrySet()) {
        Double place = places.get(row.getKey());
        if (place != null) {
          worst = Math.max(worst, Math.abs(place - row.getValue()));
        }
      }
    }
    if (pages >= wanted) {
      stop();
      Probe.say("pages " + pages + " " + worst);
      return;
    }
    // A little is scrolled in every other frame, so that each page comes upon rows at rest.
    scrolled = !scrolled;
    if (scrolled) {
      rows.scroll(STEP);
    }
    before = places;
  }

  private long oldest() {
    List<ShownTimeline.Message> messages = timeline.messages();
    return messages.getFirst().seq();
  }

  private Map<Long, Double> places() {
    Map<Long, Double> places = new HashMap<>();
    for (Node cell : rows.visible()) {
      places.put(Rows.number(cell), cell.getLayoutY() + cell.getLayoutBounds().getHeight());
    }
    return places;
  }
}
