package chatter.client.session;

import chatter.client.prefs.DraftsFile;
import chatter.client.prefs.DraftsFile.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The drafts of a login, per conversation, where they outlive the program. JavaFX application
/// thread only.
public final class DraftStore {
  private static final Logger LOG = LoggerFactory.getLogger(DraftStore.class);

  private final DraftsFile file;
  private final DiskWriter disk;
  private final Executor ui;
  private Runnable onFailure = () -> {};
  private final Map<Long, String> newest = new HashMap<>();
  private final Map<String, String> newestParts = new HashMap<>();

  /// @param ui runs what the listener has to hear
  DraftStore(DraftsFile file, DiskWriter disk, Executor ui) {
    this.file = file;
    this.disk = disk;
    this.ui = ui;
  }

  /// The text kept; empty if none.
  public String load(long conversation) {
    return newest.computeIfAbsent(conversation, file::load);
  }

  /// Keeps a text; an empty one is forgotten.
  public void save(long conversation, String text) {
    if (text.equals(newest.put(conversation, text))) {
      return;
    }
    write(() -> file.save(conversation, text));
  }

  /// What the text answers; nothing if it answers nothing.
  public Optional<Reply> loadReply(long conversation) {
    return file.loadReply(conversation);
  }

  /// Keeps what the text answers; nothing is forgotten.
  public void saveReply(long conversation, Optional<Reply> reply) {
    write(() -> file.saveReply(conversation, reply));
  }

  /// Something else that was kept; empty if nothing was.
  public String loadPart(long conversation, String part) {
    return newestParts.computeIfAbsent(
        conversation + "." + part, _ -> file.loadPart(conversation, part));
  }

  /// Keeps something else; an empty one is forgotten.
  public void savePart(long conversation, String part, String value) {
    if (!value.equals(newestParts.put(conversation + "." + part, value))) {
      write(() -> file.savePart(conversation, part, value));
    }
  }

  /// Told when the disk has refused to keep something.
  public void setOnFailure(Runnable listener) {
    onFailure = listener;
  }

  private void write(DiskWriter.Write write) {
    disk.write(write, this::failed);
  }

  private void failed(IOException e) {
    LOG.warn("A draft could not be saved", e);
    ui.execute(() -> onFailure.run());
  }
}
