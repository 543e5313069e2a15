package chatter.client.prefs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A file that only its owner can read, and that may be lost without harm: it is written whole
/// beside the old one and put in its place, but not flushed to the disk. Safe for any thread.
public final class OwnerOnlyFile {
  private final Path file;

  /// @param file where it is; its folder exists
  public OwnerOnlyFile(Path file) {
    this.file = file;
  }

  /// What is in it; nothing if there is none.
  public synchronized Optional<byte[]> read() throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Replaces it.
  public synchronized void write(byte[] bytes) throws IOException {
    replace(file, bytes, false);
  }

  /// Writes a file whole beside the old one, readable by its owner alone from the first moment on,
  /// and puts it in its place: a crash leaves the old or the new one.
  ///
  /// @param flushed whether it is on the disk before it takes the place
  static void replace(Path file, byte[] bytes, boolean flushed) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(half);
    try (FileChannel channel =
        FileChannel.open(
            half,
            new HashSet<>(Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)),
            OwnerOnly.file(file.getFileSystem()))) {
      OwnerOnly.restrict(half);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (flushed) {
        channel.force(true);
      }
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Takes it away.
  public synchronized void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
