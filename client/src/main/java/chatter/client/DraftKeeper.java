package chatter.client;

import chatter.client.chat.Drafts;
import chatter.client.prefs.DraftsFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps drafts on disk without making the window wait for the disk. JavaFX application thread
/// only.
final class DraftKeeper implements Drafts, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DraftKeeper.class);
  private static final long CLOSE_WITHIN_SECONDS = 3;

  private final DraftsFile file;
  private final Map<Long, String> newest = new HashMap<>();
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-drafts").factory());

  DraftKeeper(DraftsFile file) {
    this.file = file;
  }

  @Override
  public String load(long conversation) {
    return newest.computeIfAbsent(conversation, file::load);
  }

  @Override
  public void save(long conversation, String text) {
    if (text.equals(newest.put(conversation, text))) {
      return;
    }
    disk.execute(() -> {
      try {
        file.save(conversation, text);
      } catch (IOException e) {
        LOG.warn("A draft could not be saved", e);
      }
    });
  }

  /// Waits until the last one is on the disk.
  @Override
  public void close() {
    disk.shutdown();
    try {
      if (!disk.awaitTermination(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The last drafts were not saved in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
