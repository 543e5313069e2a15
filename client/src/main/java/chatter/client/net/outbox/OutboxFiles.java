package chatter.client.net.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The copies of files that wait to be sent, in a folder of their own that only their owner reads.
/// A copy is whole and flushed to the disk before it gets its name. Safe for any thread.
final class OutboxFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxFiles.class);
  private static final String HALF_WRITTEN = ".tmp";
  private static final int PIECE = 256 * 1024;

  private final Path folder;

  OutboxFiles(Path folder) {
    this.folder = folder;
  }

  /// Where the copy of a file is.
  Path path(OutboxFile file) {
    return folder.resolve(UUID.fromString(file.id()).toString());
  }

  /// Copies a file; it is on the disk when this returns. If this throws, nothing of it is left.
  OutboxFile take(InputStream source, String name) throws IOException {
    String id = UUID.randomUUID().toString();
    Path half = folder.resolve(id + HALF_WRITTEN);
    try {
      Files.createDirectories(folder, ownerOnly("rwx------"));
      long bytes = copy(source, half);
      Files.move(half, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
      flushFolder();
      return new OutboxFile(id, name, bytes);
    } catch (IOException e) {
      forget(half);
      forget(folder.resolve(id));
      throw e;
    }
  }

  private long copy(InputStream source, Path to) throws IOException {
    try (FileChannel out =
            FileChannel.open(
                to,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly("rw-------"));
        ReadableByteChannel in = Channels.newChannel(source)) {
      ByteBuffer buffer = ByteBuffer.allocate(PIECE);
      while (in.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        buffer.clear();
      }
      out.force(true);
      return out.size();
    }
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /// The new name is on the disk too. Windows cannot open a folder, and needs not.
  private void flushFolder() throws IOException {
    if (isPosix()) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// Forgets a copy.
  void delete(OutboxFile file) {
    forget(path(file));
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next start tries again.
      LOG.warn("{} could not be deleted", file, e);
    }
  }

  /// Deletes what a crash left, or what was chosen and never sent.
  void keepOnly(Set<String> ids) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    boolean empty = true;
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      for (Path file : listing) {
        if (ids.contains(file.getFileName().toString())) {
          empty = false;
        } else {
          forget(file);
        }
      }
    }
    if (empty) {
      forget(folder);
    }
  }
}
