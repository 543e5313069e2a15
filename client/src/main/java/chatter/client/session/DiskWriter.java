package chatter.client.session;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes to the disk one after the other, on a thread of its own, so that no window waits for it.
/// Safe for any thread.
final class DiskWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);
  private static final long CLOSE_WITHIN_SECONDS = 3;

  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-disk").factory());

  /// Something to be written.
  interface Write {
    /// @throws IOException if the disk refuses
    void run() throws IOException;
  }

  /// Writes soon; not after `close`.
  ///
  /// @param onFailure told on the writing thread if the disk has refused
  void write(Write write, Consumer<IOException> onFailure) {
    disk.execute(() -> {
      try {
        write.run();
      } catch (IOException e) {
        onFailure.accept(e);
      }
    });
  }

  boolean isClosed() {
    return disk.isShutdown();
  }

  /// Waits until the last is on the disk.
  @Override
  public void close() {
    disk.shutdown();
    try {
      if (!disk.awaitTermination(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The last drafts and messages were not saved in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
