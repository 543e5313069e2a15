package chatter.client.system.notification;

import java.awt.Taskbar;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// On the icon in the dock of macOS. AWT is loaded with the first unread message, on a thread of
/// its own, never on JavaFX's: the two would wait for each other.
final class TaskbarBadge implements UnreadBadge {
  private static final Logger LOG = LoggerFactory.getLogger(TaskbarBadge.class);

  private final ExecutorService tasks =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-badge").factory());

  // On the thread of tasks only.
  private int shown;

  @Override
  public void setUnread(int unread) {
    run(() -> {
      if (unread != shown) {
        shown = unread;
        use(
            Taskbar.Feature.ICON_BADGE_NUMBER,
            taskbar -> taskbar.setIconBadge(unread == 0 ? null : String.valueOf(unread)));
      }
    });
  }

  @Override
  public void setUrgent(boolean urgent) {
    run(() -> {
      // The system ends it by itself when the program comes to the front.
      if (urgent) {
        use(Taskbar.Feature.USER_ATTENTION, taskbar -> taskbar.requestUserAttention(true, false));
      }
    });
  }

  private static void use(Taskbar.Feature feature, Consumer<Taskbar> action) {
    try {
      if (Taskbar.isTaskbarSupported() && Taskbar.getTaskbar().isSupported(feature)) {
        action.accept(Taskbar.getTaskbar());
      }
    } catch (RuntimeException | LinkageError e) {
      // AWT without a display says so in many ways.
      LOG.info("The dock takes no mark: {}", e.toString());
    }
  }

  private void run(Runnable task) {
    try {
      tasks.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("Nothing is shown any more, the program ends", e);
    }
  }

  @Override
  public void close() {
    setUnread(0);
    tasks.shutdown();
  }
}
