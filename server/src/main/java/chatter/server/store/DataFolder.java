package chatter.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder one server keeps its data in, locked as long as it runs: two servers on one folder
/// would each think that the counters are theirs.
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel lockFile, FileLock lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// Makes the folder, for its owner only, and locks it.
  ///
  /// @throws StorageException if it cannot be made, written or locked; the message says which
  static DataFolder lock(Path path) {
    FileChannel channel = null;
    try {
      if (!Files.isDirectory(path)) {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.createDirectories(
              path,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
          Files.createDirectories(path);
        }
      }
      channel =
          FileChannel.open(
              path.resolve("chatter.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(path, null);
      }
      return new DataFolder(path, channel, lock);
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel, e);
      throw inUse(path, e);
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "cannot write to the data folder " + path + ": " + e.getMessage(),
          e);
    } catch (StorageException e) {
      closeQuietly(channel, e);
      throw e;
    }
  }

  /// The database file.
  Path database() {
    return path.resolve("chatter.db");
  }

  @Override
  public void close() {
    try (lockFile) {
      lock.release();
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.FAILED, "cannot unlock the data folder " + path, e);
    }
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
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        because.addSuppressed(e);
      }
    }
  }
}
