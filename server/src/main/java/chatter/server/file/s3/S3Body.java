package chatter.server.file.s3;

import chatter.server.store.DiskErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What is put into a bucket; it can be read several times.
interface S3Body {
  /// Nothing.
  S3Body NONE = of(new byte[0]);

  long bytes();

  /// From its beginning.
  InputStream open();

  static S3Body of(byte[] bytes) {
    return new S3Body() {
      @Override
      public long bytes() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /// A part of a file.
  static S3Body of(Path file, long from, long bytes) {
    return new S3Body() {
      @Override
      public long bytes() {
        return bytes;
      }

      @Override
      public InputStream open() {
        try {
          return new FilePart(FileChannel.open(file, StandardOpenOption.READ), from, bytes);
        } catch (IOException e) {
          throw DiskErrors.explained("read a file that was sent", e);
        }
      }
    };
  }

  /// Some bytes of a file. Never held on the heap.
  final class FilePart extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long at;

    private FilePart(FileChannel channel, long from, long bytes) {
      this.channel = channel;
      this.at = from;
      this.end = from + bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (at >= end) {
        return -1;
      }
      int most = (int) Math.min(length, end - at);
      int read = channel.read(ByteBuffer.wrap(bytes, offset, most), at);
      if (read < 0) {
        throw new IOException("a file that was sent is shorter than it was");
      }
      at += read;
      return read;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
