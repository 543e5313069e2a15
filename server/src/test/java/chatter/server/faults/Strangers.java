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
import java.util.concurrent.locks.LockSupport;

/// Many network connections of nobody who is signed in, which send what they like and read only
/// when told to.
final class Strangers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// The server needs the processor more than those who wait for it.
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

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

  /// Reads until each got that.
  void readUpTo(String text) {
    read(text, () -> {});
  }

  /// Reads whatever there is, until the server has ended all of them.
  ///
  /// @param tick lets time pass, again and again
  /// @return what each got
  List<String> readToTheEnd(Runnable tick) {
    return read(null, tick);
  }

  /// Waits, without reading, until the server has cut off all of them.
  ///
  /// @param tick lets time pass, again and again
  void awaitCutOff(Runnable tick) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int left = send("x"); left > 0; left = send("x")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(left + " of " + channels.size() + " were not cut off");
      }
      tick.run();
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /// @param end null for the end of the connection
  private List<String> read(String end, Runnable tick) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<StringBuilder> got = channels.stream().map(_ -> new StringBuilder()).toList();
    boolean[] over = new boolean[channels.size()];
    int left = over.length;
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    while (left > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(left + " of " + over.length + " did not get there");
      }
      for (int i = 0; i < over.length; i++) {
        if (!over[i]
            && (read(channels.get(i), buffer, got.get(i))
                || (end != null && got.get(i).indexOf(end) >= 0))) {
          over[i] = true;
          left--;
        }
      }
      tick.run();
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return got.stream().map(StringBuilder::toString).toList();
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
