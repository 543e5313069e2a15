package chatter.client;

import chatter.client.chat.Drafts;
import chatter.client.chat.Quote;
import chatter.client.prefs.DraftsFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
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
  private final Executor ui;
  private Runnable onFailure = () -> {};
  private final Map<Long, String> newest = new HashMap<>();
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-drafts").factory());

  /// @param ui runs what the listener has to hear
  DraftKeeper(DraftsFile file, Executor ui) {
    this.file = file;
    this.ui = ui;
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
    onDisk(() -> file.save(conversation, text));
  }

  @Override
  public Quote loadReply(long conversation) {
    return file.loadReply(conversation)
        .map(kept -> new Quote(kept.seq(), kept.name(), kept.text(), kept.sentAt()))
        .orElse(null);
  }

  @Override
  public void saveReply(long conversation, Quote reply) {
    Optional<DraftsFile.Reply> kept =
        Optional.ofNullable(reply)
            .filter(answered -> answered.sentAt() != null)
            .map(answered ->
                new DraftsFile.Reply(
                    answered.seq(), answered.name(), answered.text(), answered.sentAt()));
    onDisk(() -> file.saveReply(conversation, kept));
  }

  @Override
  public void setOnFailure(Runnable listener) {
    onFailure = listener;
  }

  private interface Write {
    void run() throws IOException;
  }

  private void onDisk(Write write) {
    disk.execute(() -> {
      try {
        write.run();
      } catch (IOException e) {
        LOG.warn("A draft could not be saved", e);
        ui.execute(() -> onFailure.run());
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
