package chatter.server.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Says what is in a file that was sent.
public interface FileExaminer {
  /// Reads it as a whole. May take seconds.
  ///
  /// @param part what was sent, on the disk; may become the finished file
  /// @param hash its SHA-256 in hex, if that is known
  Examined examine(Path part, Optional<String> hash) throws IOException;

  /// What was found. To be closed when the files in it were taken, or are not wanted.
  interface Examined extends AutoCloseable {
    /// What to remember of it.
    StoredContent content();

    /// What to store, on the disk as a whole: what was sent, or that without what it says of a
    /// place.
    Path file();

    /// Smaller ones of a picture, each a finished file.
    Map<PreviewSize, Path> previews();

    @Override
    void close() throws IOException;
  }
}
