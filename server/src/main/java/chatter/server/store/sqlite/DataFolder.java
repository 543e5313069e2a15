package chatter.server.store.sqlite;

import static chatter.server.store.PrivateFiles.sibling;

import chatter.server.store.DiskErrors;
import chatter.server.store.FolderLock;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A data folder with a database in it, locked, and what its files are called.
final class DataFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  private final Path path;
  private final FolderLock lock;

  private DataFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Makes the folder, for its owner only, locks it, and ends a restore that was cut off.
  ///
  /// @throws StorageException if it cannot be made, written or locked; the message says which
  static DataFolder lock(Path path) {
    FolderLock lock = FolderLock.lock(path);
    try {
      StoreMarker.mustNotBeIn(path);
      finishRestore(path);
      return new DataFolder(path, lock);
    } catch (IOException e) {
      lock.close();
      throw FolderLock.unusable(path, DiskErrors.reason(e), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// A data folder's database file.
  static Path database(Path folder) {
    return StoreMarker.database(folder);
  }

  /// A database being made ready to take the present one's place; worth nothing yet.
  static Path restoring(Path folder) {
    return folder.resolve("chatter.db.restoring");
  }

  /// A database that is to take the present one's place, whole, while the present one has a second
  /// name. That this file is there is the decision; what is left to do is done at once or, after a
  /// crash, by the next who locks the folder.
  static Path restored(Path folder) {
    return folder.resolve("chatter.db.restored");
  }

  /// Puts a restored database in the present one's place. Each step can be done again.
  static void finishRestore(Path folder) throws IOException {
    forget(restoring(folder));
    Path restored = restored(folder);
    if (Files.exists(restored)) {
      Path database = database(folder);
      // The old log goes first: SQLite would write what is in it into the new file.
      for (String helper : List.of("-wal", "-shm", "-journal")) {
        Files.deleteIfExists(sibling(database, helper));
      }
      PrivateFiles.syncFolder(database);
      Files.move(
          restored, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      PrivateFiles.syncFolder(database);
      log.info("a restored database took the place of the one before");
    }
  }

  /// Removes a database file that is worth nothing, with its helpers.
  static void forget(Path database) throws IOException {
    for (String helper : List.of("", "-wal", "-shm", "-journal")) {
      Files.deleteIfExists(sibling(database, helper));
    }
  }

  /// The database file, made for its owner only if it is not there. SQLite would let everybody read
  /// it; its helpers, the log and the index of the log, take over its permissions.
  Path database() {
    Path database = database(path);
    try {
      if (Files.notExists(database)) {
        PrivateFiles.create(database);
      } else if (Files.size(database) == 0) {
        // SQLite would take it for a new one, and a chat that lost everything would begin anew as
        // if nothing had been there.
        throw new StorageException(
            StorageException.Kind.UNUSABLE,
            "the database "
                + database
                + " is empty; if nothing was ever stored there, remove that file and start again",
            null);
      }
      return database;
    } catch (IOException e) {
      throw FolderLock.unusable(path, DiskErrors.reason(e), e);
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
