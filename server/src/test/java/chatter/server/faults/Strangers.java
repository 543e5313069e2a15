package chatter.server.faults;

import chatter.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Many network connections of nobody who is signed in, which send what they like and read only
/// when told to.
final class Strangers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LITTLE = 4 * 1024;

  private final List<SocketChannel> channels = new ArrayList<>();

  /// Connects so many.
  Strangers(TestServer server, int count) {
    try {
      for (int i = 0; i < count; i++) {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, LITTLE);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        channel.configureBlocking(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int count() {
    return channels.size();
  }

  /// Each sends that; what does not go out at once is left out, and whoever was cut off is passed
  /// over.
  ///
  /// @return how many are still connected, as far as sending shows it
  int send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int sent = 0;
    for (SocketChannel channel : channels) {
      try {
        var _ = channel.write(ByteBuffer.wrap(bytes));
        sent++;
      } catch (IOException cutOff) {
        // That is what some of the tests wait for, and they count.
      }
    }
    return sent;
  }

  /// Reads whatever there is, until the server has ended all of them.
  ///
  /// @return what each got
  List<String> readToTheEnd() {
    return readUntilEnded(channels.size());
  }

  /// Reads whatever there is, until the server has ended so many of them.
  ///
  /// @return what those got
  List<String> readUntilEnded(int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<StringBuilder> got = channels.stream().map(_ -> new StringBuilder()).toList();
    List<String> ended = new ArrayList<>();
    boolean[] over = new boolean[channels.size()];
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    while (ended.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("only " + ended.size() + " of " + count + " were cut off");
      }
      for (int i = 0; i < over.length; i++) {
        if (!over[i] && read(channels.get(i), buffer, got.get(i))) {
          over[i] = true;
          ended.add(got.get(i).toString());
        }
      }
    }
    return ended;
  }

  private static boolean read(SocketChannel channel, ByteBuffer buffer, StringBuilder got) {
    try {
      int read = channel.read(buffer.clear());
      if (read > 0) {
        got.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
      }
      return read < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      for (SocketChannel channel : channels) {
        // Without an RST the kernel would go on to deliver what nobody reads.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
