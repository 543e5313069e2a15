package chatter.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Files for their owner only, and moves that a power cut cannot tear.
///
/// Nothing here may touch a database file that this process has open: closing any handle of a file
/// drops SQLite's locks on it.
public final class PrivateFiles {
  private PrivateFiles() {}

  /// Makes an empty file that only its owner can read, who is the folder's if the administrator
  /// makes it.
  public static void create(Path file) throws IOException {
    if (posix(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Ownership.asTheFolder(file);
    } else {
      Files.createFile(file);
    }
  }

  /// Makes a folder, and those above it, that only their owner can look into.
  public static void createFolders(Path folder) throws IOException {
    if (posix(folder)) {
      List<Path> missing = new ArrayList<>();
      for (Path each = folder.toAbsolutePath();
          each != null && Files.notExists(each);
          each = each.getParent()) {
        missing.addFirst(each);
      }
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (Path each : missing) {
        Ownership.asTheFolder(each);
      }
    } else {
      Files.createDirectories(folder);
    }
  }

  /// Copies a file into a new one for its owner only, and waits for the disk.
  public static void copy(Path from, Path to) throws IOException {
    create(to);
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      long size = in.size();
      for (long done = 0; done < size; ) {
        long moved = in.transferTo(done, size - done, out);
        if (moved <= 0) {
          throw new IOException(from + " changed while it was read");
        }
        done += moved;
      }
      out.force(true);
    }
  }

  /// Gives a file a second name; copies it where the disk knows no such thing.
  public static void alsoName(Path file, Path second) throws IOException {
    try {
      Files.createLink(second, file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(file, second);
    }
  }

  /// Gives a finished file its name, in one step, and never takes another's place. It has no other
  /// afterwards.
  public static void publish(Path finished, Path name) throws IOException {
    name(finished, name);
    Files.deleteIfExists(finished);
    syncFolder(name);
  }

  /// The same, but it keeps the name that it had where the disk knows second names.
  public static void name(Path finished, Path name) throws IOException {
    try {
      Files.createLink(name, finished);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No second names on this disk, as on most USB sticks: then a look before the leap must do.
      if (Files.exists(name)) {
        throw new FileAlreadyExistsException(name.toString());
      }
      Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
    }
    syncFolder(name);
  }

  /// Waits until a file is on the disk.
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Waits until the names in a file's folder are on the disk, where a system can be asked to.
  public static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (posix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// A name beside a file that nobody else takes, for what is to become that file.
  ///
  /// @param ending e.g. `.part`
  public static Path part(Path file, String ending) {
    return sibling(
        file, "." + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ending);
  }

  /// A file beside another, its name with something after it.
  public static Path sibling(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
