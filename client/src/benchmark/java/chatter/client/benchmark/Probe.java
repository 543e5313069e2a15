package chatter.client.benchmark;

import chatter.client.ClientMain;
import com.sun.javafx.scene.SceneHelper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;

/// The program under test: the real app, and beside it somebody who watches its window, says on the
/// standard output what has been painted when, and does what the standard input asks for.
///
/// It changes nothing about the start: until JavaFX's own thread exists it only sleeps.
public final class Probe {
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(2).toNanos();

  /// What every line begins with that is meant for the benchmark.
  static final String MARK = "@";

  private final Set<String> painted = new HashSet<>();

  private Probe() {}

  /// @param args those of the app
  public static void main(String[] args) {
    Probe probe = new Probe();
    Thread.ofPlatform().daemon().name("benchmark").start(probe::watch);
    ClientMain.main(args);
  }

  private void watch() {
    while (!toolkitRuns()) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    Platform.runLater(() -> {
      Window.getWindows().forEach(this::watch);
      Window.getWindows()
          .addListener(
              (ListChangeListener<Window>)
                  change -> {
                    while (change.next()) {
                      change.getAddedSubList().forEach(this::watch);
                    }
                  });
    });
    new Orders().obey();
  }

  private static boolean toolkitRuns() {
    Thread[] threads = new Thread[64];
    int count = Thread.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .anyMatch(thread -> thread.getName().equals("JavaFX Application Thread"));
  }

  private void watch(Window window) {
    Scene scene = window.getScene();
    if (scene != null) {
      scene.addPostLayoutPulseListener(() -> look(scene));
    }
  }

  /// After each layout: is there anything for the first time? It is painted when what this pulse
  /// draws has been rendered and handed to the window, which happens after the pulse.
  private void look(Scene scene) {
    Node login = scene.lookup("#login");
    if (login != null && painted.add("login")) {
      whenPainted(scene, "login");
    }
    if (!painted.contains("room")) {
      Node message = scene.lookup(".message-cell");
      if (message != null && message.isVisible() && painted.add("room")) {
        whenPainted(scene, "room");
      }
    }
  }

  private static void whenPainted(Scene scene, String what) {
    // The rendered picture is put into the window by a task that the renderer queues at its end.
    afterRendering(
        scene, () -> Platform.runLater(() -> say("painted " + what + " " + micros(Instant.now()))));
  }

  /// Runs an action when what the pulse under way has to draw is rendered.
  static void afterRendering(Scene scene, Runnable action) {
    Platform.runLater(() -> {
      SceneHelper.getPeer(scene).waitForRenderingToComplete();
      action.run();
    });
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static synchronized void say(String line) {
    System.out.println(MARK + line);
    System.out.flush();
  }
}
