package chatter.client.benchmark;

import chatter.client.ui.form.Field;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.stage.Window;

/// What the benchmark can ask the app under test to do, a line each. Answered by a line that begins
/// with the order's name.
final class Orders {
  private static final int COLLECTIONS = 4;

  /// Does everything asked for until the input ends; then the window is closed, as by its user.
  void obey() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String order = in.readLine(); order != null; order = in.readLine()) {
        String[] words = order.split(" ", -1);
        switch (words[0]) {
          case "close" -> Platform.runLater(() -> scene().getWindow().hide());
          case "caret" -> onFx(() -> scene().lookup("#input").requestFocus());
          case "heap" -> Probe.say("heap " + liveHeap());
          case "scroll" -> onFx(() -> new Scrolling(scene(), Long.parseLong(words[1])).start());
          case "writing" -> {
            boolean pointing = words[2].equals("pointing");
            onFx(() -> new Writing(scene(), Integer.parseInt(words[1]), pointing).start());
          }
          case "screens" -> onFx(() -> new Screens(scene(), Integer.parseInt(words[1])).start());
          case "row" -> onFx(DearestRow::measure);
          case "pages" -> onFx(() -> new PageLoading(scene(), Integer.parseInt(words[1])).start());
          case "list" -> onFx(() -> new ListScrolling(scene(), Integer.parseInt(words[1])).start());
          case "switch" -> {
            boolean held = words[1].equals("held");
            onFx(() -> new RoomSwitching(scene(), held, Integer.parseInt(words[2])).start());
          }
          case "switcher" -> {
            int rest = Integer.parseInt(words[1]);
            int times = Integer.parseInt(words[2]);
            boolean typing = words[3].equals("typing");
            onFx(() -> new Switcher(scene(), rest, times, typing).start());
          }
          case "signin" -> onFx(() -> signIn(words[1], words[2], words[3]));
          case "try" -> onFx(() -> new FirstSteps(scene()).start());
          case "people" -> onFx(() -> new PersonAtWork(scene()).start());
          default -> throw new IllegalArgumentException(order);
        }
      }
    } catch (IOException e) {
      // The benchmark is gone.
    }
    Platform.runLater(() -> Window.getWindows().forEach(Window::hide));
  }

  private static void onFx(Runnable action) {
    Platform.runLater(action);
  }

  private static void signIn(String address, String email, String password) {
    fill("#address", address);
    press("#submit");
    // The chat is found first; then the form asks for the rest.
    Node form = scene().lookup("#email");
    form.visibleProperty()
        .addListener((property, before, shown) -> {
          if (shown) {
            // The button can be pressed only when all that hangs on the find has changed.
            onFx(() -> {
              fill("#email", email);
              fill("#password", password);
              press("#submit");
            });
          }
        });
  }

  private static void press(String button) {
    if (scene().lookup(button) instanceof Button found) {
      found.fire();
    }
  }

  private static void fill(String field, String text) {
    if (scene().lookup(field) instanceof Field found) {
      found.textProperty().set(text);
    }
  }

  private static Scene scene() {
    return Window.getWindows().getFirst().getScene();
  }

  /// What is really in use, in bytes.
  private static long liveHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
