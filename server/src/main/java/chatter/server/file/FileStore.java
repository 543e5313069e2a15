package chatter.server.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/// Where the contents of files lie, each under a name that nothing else ever has: in a folder or a
/// bucket. Safe for any thread. Beside what is thrown here, a bucket fails by a `StorageException`.
interface FileStore {
  /// Takes a finished file in under a name; when it returns, that is on the disk. The file may keep
  /// the name it had, which is the caller's to remove. If there is one of that name already, it
  /// stays.
  void put(Path finished, String name) throws IOException;

  /// Opens what is there; empty if nothing is.
  Optional<SeekableByteChannel> open(String name) throws IOException;

  /// Whether something is there.
  boolean has(String name) throws IOException;

  /// Whether something is there, of that length.
  boolean has(String name, long bytes) throws IOException;

  /// Removes what is there, if anything is.
  void remove(String name) throws IOException;
}
