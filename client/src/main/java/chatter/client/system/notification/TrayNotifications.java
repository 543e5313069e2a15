package chatter.client.system.notification;

import java.awt.AWTException;
import java.awt.SystemTray;
import java.awt.Toolkit;
import java.awt.TrayIcon;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifications of Windows, by the icon in its tray: AWT has no other way to them. One cannot be
/// taken away nor replied to; whoever presses it sees the message of the newest. AWT is loaded with
/// the first use, on a thread of its own.
final class TrayNotifications implements SystemNotifications {
  private static final Logger LOG = LoggerFactory.getLogger(TrayNotifications.class);

  private final Words words;
  private final NotificationActions actions;
  private final ExecutorService tasks =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-notifications").factory());

  // On the thread of tasks only.
  private TrayIcon icon;

  private volatile SystemNotification newest;

  TrayNotifications(Words words, NotificationActions actions) {
    this.words = words;
    this.actions = actions;
  }

  @Override
  public void show(SystemNotification notification) {
    run(() -> {
      Optional<String> trouble = prepare();
      if (trouble.isEmpty()) {
        newest = notification;
        icon.displayMessage(notification.title(), notification.body(), TrayIcon.MessageType.NONE);
      } else {
        LOG.debug("This computer shows no notifications: {}", trouble.get());
      }
    });
  }

  /// Why there is no icon; empty if there is.
  private Optional<String> prepare() {
    if (icon != null) {
      return Optional.empty();
    }
    try {
      if (!SystemTray.isSupported()) {
        return Optional.of("no tray");
      }
      TrayIcon made =
          new TrayIcon(
              Toolkit.getDefaultToolkit()
                  .getImage(TrayNotifications.class.getResource("/chatter/client/ui/app-icon.png")),
              words.program());
      made.setImageAutoSize(true);
      made.addActionListener(_ -> {
        SystemNotification of = newest;
        if (of != null) {
          actions.open(of.conversation(), of.seq());
        }
      });
      SystemTray.getSystemTray().add(made);
      icon = made;
      return Optional.empty();
    } catch (AWTException | RuntimeException | LinkageError e) {
      // AWT without a display says so in many ways.
      return Optional.of(String.valueOf(e.getMessage()));
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
  public void withdraw(long conversation) {
    // The tray's go by themselves, and only so.
  }

  @Override
  public CompletableFuture<Optional<String>> trouble() {
    return CompletableFuture.supplyAsync(this::prepare, tasks);
  }

  @Override
  public void close() {
    run(() -> {
      if (icon != null) {
        SystemTray.getSystemTray().remove(icon);
        icon = null;
      }
    });
    tasks.shutdown();
  }
}
