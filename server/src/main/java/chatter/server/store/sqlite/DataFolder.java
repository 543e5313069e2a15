package chatter.server.store.sqlite;

import static chatter.server.store.PrivateFiles.sibling;

import chatter.server.store.DiskErrors;
import chatter.server.store.Ownership;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder one server keeps its data in, locked as long as it runs: two servers on one folder
/// would each think that the counters are theirs. What is in it is for its owner only, also when
/// the folder itself, made by somebody else, is open to all.
final class DataFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  /// Folders that this process has locked. Asked before the lock file is opened: closing it again
  /// would end the lock that the process already has on it.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path held;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataFolder(Path path, Path held, FileChannel lockFile, FileLock lock) {
    this.path = path;
    this.held = held;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// Makes the folder, for its owner only, locks it, and ends a restore that was cut off.
  ///
  /// @throws StorageException if it cannot be made, written or locked; the message says which
  static DataFolder lock(Path path) {
    Path held = null;
    try {
      if (!Files.isDirectory(path)) {
        PrivateFiles.createFolders(path);
      }
      Path real = path.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(path, null);
      }
      held = real;
      DataFolder folder = lockHeld(path, real);
      held = null;
      return folder;
    } catch (FileAlreadyExistsException e) {
      throw unusable(path, "it is not a folder", e);
    } catch (IOException e) {
      throw unusable(path, DiskErrors.reason(e), e);
    } finally {
      if (held != null) {
        HELD.remove(held);
      }
    }
  }

  private static DataFolder lockHeld(Path path, Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("chatter.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      Ownership.asTheFolder(path.resolve("chatter.lock"));
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(path, null);
      }
      finishRestore(path);
      return new DataFolder(path, real, channel, lock);
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel, e);
      throw inUse(path, e);
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel, e);
      throw e;
    }
  }

  /// A data folder's database file.
  static Path database(Path folder) {
    return folder.resolve("chatter.db");
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
      throw unusable(path, DiskErrors.reason(e), e);
    }
  }

  @Override
  public void close() {
    try (lockFile) {
      lock.release();
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.FAILED, "cannot unlock the data folder " + path, e);
    } finally {
      HELD.remove(held);
    }
  }

  private static StorageException unusable(Path path, String reason, IOException cause) {
    return new StorageException(
        StorageException.Kind.UNUSABLE,
        "cannot write to the data folder "
            + path
            + ": "
            + reason
            + "; "
            + (cause instanceof AccessDeniedException
                ? Ownership.trouble(path, System.getProperty("user.name"))
                        .orElse("let the user who runs the server write there")
                    + ", or choose"
                : "choose")
            + " another folder with --data",
        cause);
  }

  private static StorageException inUse(Path path, Throwable cause) {
    return new StorageException(
        StorageException.Kind.UNUSABLE,
        "another Chatter server is using the data folder "
            + path
            + "; stop it, or choose another folder with --data",
        cause);
  }

  private static void closeQuietly(FileChannel channel, Exception because) {
    try {
      channel.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
