package chatter.server.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Says what is in a file that was sent.
public interface FileExaminer {
  /// Reads it as a whole. May take seconds.
  ///
  /// @param part what was sent; stays as it is, but may become the finished file
  Examined examine(Path part, Upload upload) throws IOException;

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
