package chatter.client;

import chatter.client.chat.RecentMessages;
import chatter.client.prefs.OwnerOnlyFile;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Keeps the newest messages of the open conversation on disk, without making the window wait for
/// it. What cannot be kept is only missing at the next start. JavaFX application thread only.
final class RecentKeeper implements RecentMessages, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecentKeeper.class);
  private static final long CLOSE_WITHIN_SECONDS = 3;

  private final OwnerOnlyFile file;
  private HistoryPage saved;
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-recent").factory());

  /// @param folder the account's folder
  RecentKeeper(Path folder) {
    file = new OwnerOnlyFile(folder.resolve("recent.json"));
  }

  @Override
  public Optional<HistoryPage> load(long conversation) {
    try {
      return file.read()
          .map(bytes -> ApiJson.MAPPER.readValue(bytes, HistoryPage.class))
          .filter(page ->
              !page.messages().isEmpty()
                  && page.messages().stream().allMatch(m -> m.conversation() == conversation));
    } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
      // Not what the parser says: it quotes what people wrote.
      LOG.warn("The last known messages cannot be read ({})", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  @Override
  public void save(long conversation, HistoryPage page) {
    if (page.equals(saved) || disk.isShutdown()) {
      return;
    }
    saved = page;
    disk.execute(() -> {
      try {
        file.write(ApiJson.MAPPER.writeValueAsBytes(page));
      } catch (IOException e) {
        LOG.warn("The last known messages could not be kept", e);
      }
    });
  }

  /// Takes away what is kept; after `close`.
  void forget() {
    try {
      file.delete();
    } catch (IOException e) {
      LOG.warn("The last known messages could not be taken away", e);
    }
  }

  /// Waits until the last are on the disk.
  @Override
  public void close() {
    disk.shutdown();
    try {
      if (!disk.awaitTermination(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The last known messages were not kept in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
