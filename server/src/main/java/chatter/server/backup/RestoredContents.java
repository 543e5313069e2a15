package chatter.server.backup;

import chatter.server.file.ContentFolder;
import chatter.server.file.NamedContents;
import chatter.server.file.NamedContents.Content;
import chatter.server.store.DiskErrors;
import chatter.server.store.Findings;
import chatter.server.store.sqlite.DatabaseBackup;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.IOException;
import java.nio.file.Path;

/// Brings what a backup's files name into a data folder, from beside the backup. It only adds, or
/// puts a whole content in the place of a damaged one: the present database loses nothing, whatever
/// becomes of the restore. All of it is read, since people restore because a disk is not to be
/// trusted.
final class RestoredContents implements DatabaseBackup.Beside {
  private final Path data;
  private final ContentFolder source;
  private final ContentFolder target;
  private long files;
  private long missing;

  /// @param backup the backup's file
  RestoredContents(Path backup, Path data) {
    this.data = data;
    this.source = BackupContents.besides(backup);
    this.target = ContentFolder.in(data);
  }

  @Override
  public void bring(DatabaseFile adopted, Findings findings) {
    try {
      // The data folder is locked: what is half there is of a restore that was cut off.
      target.removeParts();
      new NamedContents(adopted).each(this::bring);
      target.sync();
    } catch (IOException e) {
      throw DiskErrors.explained("restore into " + data, e);
    }
  }

  private void bring(Content content) throws IOException {
    if (target.look(content) == ContentFolder.State.WHOLE
        || target.bring(content, source, () -> false) == ContentFolder.State.WHOLE) {
      files++;
    } else {
      missing++;
    }
  }

  /// How many are in the data folder now.
  long files() {
    return files;
  }

  /// How many were nowhere.
  long missing() {
    return missing;
  }
}
