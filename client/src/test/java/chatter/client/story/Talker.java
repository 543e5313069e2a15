package chatter.client.story;

import chatter.client.chat.timeline.ShownTimeline;
import chatter.client.chat.timeline.ShownTimeline.Message;
import com.sun.javafx.stage.WindowHelper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;

/// Somebody who talks with the real app and reads what it shows.
record Talker(Desktop desktop) {
  private static final long PATIENCE_MILLIS = 1_000;

  /// Writes a message and sends it, whatever the network is like.
  void say(String text) {
    Node input = desktop.node("input", Node.class);
    desktop.await("a field to write into", () -> !input.isDisabled());
    desktop.onFx(() -> {
      input.requestFocus();
      return null;
    });
    desktop.type(text);
    desktop.press(KeyCode.ENTER);
  }

  /// Looks at another program for a moment, and comes back. By the toolkit's own means, because on
  /// the headless platform no window ever loses the focus.
  void lookAt() {
    desktop.onFx(() -> {
      WindowHelper.setFocused(desktop.stage(), false);
      WindowHelper.setFocused(desktop.stage(), true);
      return null;
    });
  }

  List<Message> shownNow() {
    return desktop.onFx(() -> timeline().messages());
  }

  boolean isWaiting() {
    return shownNow().stream().anyMatch(Message::waiting);
  }

  /// Waits until nothing waits to be sent. Comes back to the window now and then, as people do.
  void awaitCaughtUp() {
    long[] looked = {System.nanoTime()};
    desktop.await(
        "everything to be sent",
        () -> {
          if (System.nanoTime() - looked[0] > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
            looked[0] = System.nanoTime();
            lookAt();
          }
          return timeline().endsWithNewest()
              && timeline().messages().stream().noneMatch(Message::waiting);
        });
  }

  /// Waits until this message has arrived.
  void awaitNewest(long seq) {
    desktop.await("message " + seq, () -> timeline().messages().getLast().seq() >= seq);
  }

  /// The messages that are loaded when all are, in order.
  List<String> allLoaded() {
    return shownNow().stream().map(Message::body).toList();
  }

  /// Goes from the newest message to the first and reads what the screen shows on the way.
  List<String> allLaidOut() {
    List<String> all = new ArrayList<>();
    desktop.onFx(() -> {
      timeline().scrollToEnd();
      return null;
    });
    desktop.settle();
    boolean atStart = false;
    while (!atStart) {
      List<String> now = desktop.onFx(() -> timeline().laidOut());
      all = joined(now, all);
      atStart = desktop.onFx(() -> timeline().atStart());
      desktop.onFx(() -> {
        timeline().scrollUp();
        return null;
      });
      // Older pages come while it scrolls.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(80));
    }
    return all;
  }

  /// What is seen now, and below it what was seen before and is not seen now: the longest end of
  /// the one that is the beginning of the other is seen twice.
  private static List<String> joined(List<String> now, List<String> before) {
    for (int same = Math.min(now.size(), before.size()); same >= 0; same--) {
      if (now.subList(now.size() - same, now.size()).equals(before.subList(0, same))) {
        List<String> all = new ArrayList<>(now);
        all.addAll(before.subList(same, before.size()));
        return all;
      }
    }
    return before;
  }

  private ShownTimeline timeline() {
    return new ShownTimeline(desktop.node("timeline", Node.class));
  }
}
