package chatter.server.file.s3;

import chatter.server.store.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/// Something in a bucket that is read a block at a time, each by a request of its own. For one
/// thread.
final class S3Channel implements SeekableByteChannel {
  /// Enough for most previews.
  static final int FIRST_BYTES = 64 * 1024;

  private static final int BLOCK_BYTES = 256 * 1024;

  private final S3Bucket bucket;
  private final String key;
  private final long size;
  private S3Bucket.Block block;
  private long position;
  private boolean open = true;

  S3Channel(S3Bucket bucket, String key, S3Bucket.Block first) {
    this.bucket = bucket;
    this.key = key;
    this.size = first.total();
    this.block = first;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    mustBeOpen();
    if (position >= size) {
      return -1;
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position < block.from() || position >= block.from() + block.bytes().capacity()) {
      block = next();
    }
    int at = (int) (position - block.from());
    int many = Math.min(target.remaining(), block.bytes().capacity() - at);
    target.put(block.bytes().slice(at, many));
    position += many;
    return many;
  }

  private S3Bucket.Block next() throws IOException {
    S3Bucket.Block next;
    try {
      next =
          bucket
              .get(key, position, (int) Math.min(BLOCK_BYTES, size - position))
              .orElseThrow(() -> new FileNotFoundException("it was removed meanwhile"));
    } catch (StorageException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (next.total() != size || next.bytes().capacity() == 0) {
      throw new IOException("it is another one meanwhile");
    }
    return next;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() throws IOException {
    mustBeOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    mustBeOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("a position is 0 or more");
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    mustBeOpen();
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  private void mustBeOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
