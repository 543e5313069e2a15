package chatter.server.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// How long the disk itself takes for what a commit of one message writes.
final class Disk {
  private static final int TIMES = 500;

  /// A page of the log with its header, twice: the message and its index.
  private static final int BYTES = 2 * (4_096 + 24);

  private Disk() {}

  /// The median of many writes that were waited for, in milliseconds.
  ///
  /// @param folder on the disk in question
  static double commitMillis(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "disk", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
      List<Long> nanos = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        long begin = System.nanoTime();
        channel.write(bytes.clear(), (long) i * BYTES);
        channel.force(false);
        nanos.add(System.nanoTime() - begin);
      }
      return Medians.of(nanos, n -> n / 1e6);
    } finally {
      Files.delete(file);
    }
  }
}
