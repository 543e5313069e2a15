package chatter.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder one server keeps its data in, locked as long as it runs: two servers on one folder
/// would each think that the counters are theirs. What is in it is for its owner only, also when
/// the folder itself, made by somebody else, is open to all.
final class DataFolder implements AutoCloseable {
  private static final String DATABASE = "chatter.db";

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
        if (posix(path)) {
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
      makePrivate(path.resolve(DATABASE));
      return new DataFolder(path, channel, lock);
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel, e);
      throw inUse(path, e);
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "cannot write to the data folder " + path + ": " + reason(e),
          e);
    } catch (StorageException e) {
      closeQuietly(channel, e);
      throw e;
    }
  }

  /// The database file.
  Path database() {
    return path.resolve(DATABASE);
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

  /// A `FileSystemException`'s message is often the path alone.
  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException file -> "it is not a folder";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.toString();
    };
  }

  /// Makes the database file before SQLite does, which would let everybody read it. Its helpers,
  /// the log and the index of the log, take over its permissions.
  private static void makePrivate(Path database) throws IOException {
    if (posix(database) && Files.notExists(database)) {
      Files.createFile(
          database,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
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
