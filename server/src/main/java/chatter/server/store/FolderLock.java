package chatter.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder one server keeps its files in, locked as long as it runs: two servers on one folder
/// would each think that the counters are theirs. What is in it is for its owner only, also when
/// the folder itself, made by somebody else, is open to all.
public final class FolderLock implements AutoCloseable {
  private static final String FILE = "chatter.lock";

  /// Folders that this process has locked. Asked before the lock file is opened: closing it again
  /// would end the lock that the process already has on it.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path held;
  private final FileChannel lockFile;
  private final FileLock lock;

  private FolderLock(Path path, Path held, FileChannel lockFile, FileLock lock) {
    this.path = path;
    this.held = held;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// Makes the folder, for its owner only, and locks it.
  ///
  /// @throws StorageException if it cannot be made, written or locked; the message says which
  public static FolderLock lock(Path path) {
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
      FolderLock folder = lockHeld(path, real);
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

  private static FolderLock lockHeld(Path path, Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      Ownership.asTheFolder(path.resolve(FILE));
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(path, null);
      }
      return new FolderLock(path, real, channel, lock);
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel, e);
      throw inUse(path, e);
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel, e);
      throw e;
    }
  }

  /// The folder.
  public Path path() {
    return path;
  }

  /// Removes what a lock has left in a folder that is worth nothing, and that nobody has locked.
  public static void forget(Path path) throws IOException {
    Files.deleteIfExists(path.resolve(FILE));
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

  /// A folder cannot be written to.
  ///
  /// @param reason in words
  public static StorageException unusable(Path path, String reason, IOException cause) {
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
