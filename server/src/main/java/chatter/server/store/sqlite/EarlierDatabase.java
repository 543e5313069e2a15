package chatter.server.store.sqlite;

import static chatter.server.store.PrivateFiles.sibling;

import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database as an earlier program left it, kept beside the one that this program brings to its
/// own tables until that has worked for a while: up to the first time the server is stopped in
/// order. Whoever has to go back to the earlier program gives it the name of the database again.
final class EarlierDatabase {
  private static final Logger log = LoggerFactory.getLogger(EarlierDatabase.class);
  private static final String ENDING = ".before-";

  private EarlierDatabase() {}

  /// Keeps it if its tables are to change: all that is committed, in one file for its owner only,
  /// which has its name once it is whole and on the disk. What is there from a start that was cut
  /// off is replaced, and what cannot be finished is removed.
  ///
  /// @throws StorageException if there is no room for it
  static void keep(Path database, Handle handle) {
    int version = Migrations.version(handle);
    if (version == 0 || version == Migrations.newest()) {
      return;
    }
    Path kept = sibling(database, ENDING + Migrations.newest());
    Path part = sibling(kept, ".part");
    try {
      DataFolder.forget(part);
      PrivateFiles.create(part);
      handle.execute("VACUUM INTO ?", part.toAbsolutePath().toString());
      PrivateFiles.sync(part);
      Files.deleteIfExists(kept);
      PrivateFiles.publish(part, kept);
    } catch (IOException | RuntimeException e) {
      throw SqliteErrors.explained("keep the database as it is in " + kept, e);
    } finally {
      DatabaseBackup.remove(part);
    }
    log.info(
        "the tables change from version {} to {}; until the next stop the database of before is"
            + " kept in {}",
        version,
        Migrations.newest(),
        kept);
  }

  /// Removes what `keep` has kept, and nothing else: a restore gives names that begin alike. That
  /// it could not be is no reason to fail: it is in nobody's way.
  static void forget(Path database) {
    for (int version = 1; version <= Migrations.newest(); version++) {
      Path kept = sibling(database, ENDING + version);
      try {
        Files.deleteIfExists(kept);
      } catch (IOException e) {
        log.warn("the database of before stays in {}: {}", kept, DiskErrors.reason(e));
      }
    }
  }
}
