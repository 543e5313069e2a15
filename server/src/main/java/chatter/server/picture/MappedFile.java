package chatter.server.picture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/// A file on disk as bytes, of which only those that are looked at are read, and none stays in
/// Java's memory.
final class MappedFile {
  private MappedFile() {}

  /// Opens a file for as long as it is looked at.
  ///
  /// @param most bytes that are seen of it
  /// @param look what is done with it; the bytes are gone when it returns
  /// @throws IOException if it cannot be read, also halfway
  static <T> T read(Path file, int most, Function<ByteBuffer, T> look) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      long length = Math.min(channel.size(), most);
      return look.apply(channel.map(MapMode.READ_ONLY, 0, length, arena).asByteBuffer());
    } catch (InternalError e) {
      // So Java says that the disk failed, or that somebody cut the file off. Left as it is it
      // would be taken for the end of the server.
      throw new IOException("could not be read: " + file, e);
    }
  }
}
