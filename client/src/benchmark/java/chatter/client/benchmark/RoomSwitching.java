package chatter.client.benchmark;

import chatter.client.benchmark.Scrolling.Rows;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;

/// Clicks on one room of the list after the other, each when the one before has been in view for a
/// moment, and times how long it takes from the click until the room's messages are painted: until
/// the renderer is done with the first frame that has one of them.
final class RoomSwitching extends AnimationTimer {
  /// Fewer than the app holds.
  private static final int HELD = 6;

  private static final int LOOK_FRAMES = 15;

  private final Scene scene;
  private final ConversationRows list;
  private final Rows rows;
  private final boolean held;
  private final int wanted;
  private final Runnable look = this::look;
  private final Set<String> visited = new HashSet<>();
  private final List<Long> took = new ArrayList<>();
  private final List<Long> cpu = new ArrayList<>();
  private int clicks;
  private int pause;
  private long begun;
  private long cpuBegun;

  /// What messages of the room say that is on its way; null while none is.
  private Pattern awaited;

  /// @param held whether to go to and fro between the same few rooms, which the app holds;
  ///   otherwise each time to one where it has not been
  /// @param wanted how often
  RoomSwitching(Scene scene, boolean held, int wanted) {
    this.scene = scene;
    this.held = held;
    this.wanted = wanted;
    list = new ConversationRows(scene);
    rows = new Rows(scene);
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
    if (awaited != null || pause-- > 0) {
      return;
    }
    if (took.size() >= wanted) {
      stop();
      Probe.say("switch " + FrameTimes.micros(took) + " " + FrameTimes.micros(cpu));
      return;
    }
    List<Node> seen = list.rooms();
    Optional<Node> next =
        held
            ? Optional.of(seen.get(clicks % HELD))
            : seen.stream()
                .filter(row -> !visited.contains(ConversationRows.title(row)))
                .findFirst();
    next.ifPresentOrElse(this::open, () -> list.scroll(-list.height() / 2));
  }

  private void open(Node row) {
    String title = ConversationRows.title(row);
    visited.add(title);
    clicks++;
    awaited = Pattern.compile(Pattern.quote(Seed.said(title)) + "(?!\\d)");
    cpuBegun = ownCpu();
    begun = System.nanoTime();
    Events.click(row);
  }

  /// How long the JavaFX thread has had a processor, in nanoseconds.
  private static long ownCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /// After each layout: does it show the room?
  private void look() {
    if (awaited == null) {
      return;
    }
    Pattern said = awaited;
    boolean there =
        rows.visible().stream()
            .map(Node::getAccessibleText)
            .anyMatch(text -> text != null && said.matcher(text).find());
    if (there) {
      awaited = null;
      pause = LOOK_FRAMES;
      long from = begun;
      long cpuFrom = cpuBegun;
      // At first the few rooms are not held yet.
      boolean counts = !held || clicks > HELD;
      Probe.afterRendering(
          scene,
          () -> {
            if (counts) {
              took.add(System.nanoTime() - from);
              cpu.add(ownCpu() - cpuFrom);
            }
          });
    }
  }
}
