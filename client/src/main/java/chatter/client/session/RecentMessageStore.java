package chatter.client.session;

import chatter.client.prefs.OwnerOnlyFile;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The newest messages of the open conversation, where they outlive the program. What cannot be
/// kept is only missing at the next start. JavaFX application thread only.
public final class RecentMessageStore {
  private static final Logger LOG = LoggerFactory.getLogger(RecentMessageStore.class);

  private final OwnerOnlyFile file;
  private final DiskWriter disk;
  private HistoryPage saved;

  /// @param folder the account's folder
  RecentMessageStore(Path folder, DiskWriter disk) {
    file = new OwnerOnlyFile(folder.resolve("recent.json"));
    this.disk = disk;
  }

  /// What was kept; nothing if there is nothing, or if it makes no sense.
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

  /// Keeps other ones instead.
  public void save(HistoryPage page) {
    if (page.equals(saved) || disk.isClosed()) {
      return;
    }
    saved = page;
    disk.write(
        () -> file.write(ApiJson.MAPPER.writeValueAsBytes(page)),
        e -> LOG.warn("The last known messages could not be kept", e));
  }

  /// Takes away what is kept; after the last `save` is on the disk.
  void forget() {
    try {
      file.delete();
    } catch (IOException e) {
      LOG.warn("The last known messages could not be taken away", e);
    }
  }
}
