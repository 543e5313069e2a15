package chatter.server.backup;

import chatter.server.file.ContentFolder;
import chatter.server.file.NamedContents;
import chatter.server.store.DiskErrors;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contents beside backups that none of them names any more. What cannot be told for sure
/// stays.
final class UnneededContents {
  private static final Logger log = LoggerFactory.getLogger(UnneededContents.class);

  /// So many are looked for at once, that there may be any number of them.
  private static final int BATCH = 10_000;

  private static final String HEADER = "SQLite format 3\0";

  private final Path folder;
  private final ContentFolder contents;
  private final List<Path> backups = new ArrayList<>();
  private final Set<String> batch = new HashSet<>();

  /// @param folder of the backups
  UnneededContents(Path folder) {
    this.folder = folder;
    this.contents = BackupContents.besides(folder.resolve("any.db"));
  }

  /// Removes them, unless one of the backups cannot be read: it may name anything.
  ///
  /// @throws StorageException with a sentence that says why something could not be removed
  void remove() {
    if (!contents.exists()) {
      return;
    }
    try (ContentFolder.Lock _ = contents.lock()) {
      contents.removeParts();
      if (allCanBeRead()) {
        contents.each((hash, bytes) -> {
          batch.add(hash);
          if (batch.size() >= BATCH) {
            removeUnnamed();
          }
        });
        removeUnnamed();
      }
    } catch (IOException e) {
      throw DiskErrors.explained("remove old backups from " + folder, e);
    }
  }

  /// Whatever it is called: people name those they take by hand as they like.
  private boolean allCanBeRead() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (BackupFolder.isNamedLikeOne(file) || isDatabase(file)) {
          open(file).close();
          backups.add(file);
        }
      }
    } catch (DirectoryIteratorException | IOException | StorageException e) {
      log.warn(
          "contents of files stay with the backups in {}, whether one needs them or not: {}",
          folder,
          e.getMessage());
      return false;
    }
    // Most of what is needed is needed by the newest.
    backups.sort(Comparator.reverseOrder());
    return true;
  }

  private static boolean isDatabase(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEADER.length()), StandardCharsets.ISO_8859_1).equals(HEADER);
    }
  }

  private static DatabaseFile open(Path file) {
    return DatabaseFile.at(file);
  }

  private void removeUnnamed() throws IOException {
    for (Path backup : backups) {
      if (batch.isEmpty()) {
        break;
      }
      try (DatabaseFile database = open(backup)) {
        NamedContents named = new NamedContents(database);
        batch.removeIf(named::has);
      }
    }
    for (String hash : batch) {
      contents.remove(hash);
    }
    batch.clear();
  }
}
