package chatter.client.system.notification;

import chatter.client.system.ProcessRunner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifications of macOS, by its script runner: a program without a signature gets no other way to
/// them. One cannot be taken away, nor does it tell when it is pressed.
final class ScriptNotifications implements SystemNotifications {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptNotifications.class);

  /// The words come as arguments, so that none of them is read as a script.
  private static final String SCRIPT =
      "on run {what, above}\ndisplay notification what with title above\nend run";

  private final ProcessRunner programs = new ProcessRunner();
  private final ExecutorService tasks =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-notifications").factory());

  /// What is run for a notification.
  static List<String> command(SystemNotification notification) {
    // Without the dashes, words that begin with one would be read as an option.
    return List.of(
        "/usr/bin/osascript", "-e", SCRIPT, "--", notification.body(), notification.title());
  }

  @Override
  public void show(SystemNotification notification) {
    try {
      tasks.execute(() -> {
        try {
          run(command(notification));
        } catch (IOException e) {
          LOG.info("A notification was not shown: {}", e.getMessage());
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.debug("Nothing is shown any more, the program ends", e);
    }
  }

  private void run(List<String> words) throws IOException {
    int code = programs.run(words);
    if (code != 0) {
      throw new IOException("osascript ended with " + code);
    }
  }

  @Override
  public void withdraw(long conversation) {
    // They go by themselves, and only so.
  }

  @Override
  public CompletableFuture<Optional<String>> trouble() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public void close() {
    tasks.shutdownNow();
  }
}
