package chatter.client.prefs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/// What one account on one server has written and not sent, per conversation. Safe for any thread.
public final class DraftsFile {
  private final PropertiesOnDisk disk;
  private final Properties drafts;

  /// Reads what was kept.
  ///
  /// @param folder the account's folder, see `ClientFolder.account`
  public DraftsFile(Path folder) throws IOException {
    disk = new PropertiesOnDisk(folder.resolve("drafts.properties"));
    drafts = disk.read(properties -> properties).orElseGet(Properties::new);
  }

  /// The text kept for a conversation; empty if none.
  public synchronized String load(long conversation) {
    return drafts.getProperty(Long.toString(conversation), "");
  }

  /// Keeps a text; an empty one is forgotten. It is on the disk when this returns.
  public synchronized void save(long conversation, String text) throws IOException {
    String key = Long.toString(conversation);
    if (text.equals(load(conversation))) {
      return;
    }
    if (text.isEmpty()) {
      drafts.remove(key);
    } else {
      drafts.setProperty(key, text);
    }
    disk.write(drafts);
  }
}
