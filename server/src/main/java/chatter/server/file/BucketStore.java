package chatter.server.file;

import chatter.server.file.s3.S3Bucket;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// Contents in a bucket, called as they are in a folder, so that they can be copied from one to the
/// other.
final class BucketStore implements FileStore {
  private final S3Bucket bucket;
  private final String folder;

  /// @param folder what their names begin with, e.g. `files`
  BucketStore(S3Bucket bucket, String folder) {
    this.bucket = bucket;
    this.folder = folder;
  }

  private String key(String name) {
    return folder + "/" + FolderStore.spread(name);
  }

  @Override
  public void put(Path finished, String name) throws IOException {
    long bytes = Files.size(finished);
    if (!has(name, bytes)) {
      bucket.put(key(name), finished, 0, bytes);
    }
  }

  @Override
  public Optional<SeekableByteChannel> open(String name) {
    return bucket.open(key(name));
  }

  @Override
  public boolean has(String name) {
    return bucket.length(key(name)).isPresent();
  }

  @Override
  public boolean has(String name, long bytes) {
    OptionalLong length = bucket.length(key(name));
    return length.isPresent() && length.getAsLong() == bytes;
  }

  @Override
  public void remove(String name) {
    bucket.remove(key(name));
  }
}
