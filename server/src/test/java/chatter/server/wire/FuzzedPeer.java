package chatter.server.wire;

import chatter.server.RawSocket;
import chatter.server.TestServer;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Pong;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A connection that sends anything, and on another thread reads all that comes.
final class FuzzedPeer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final int SETTLED = 8_888_888;
  private static final String HELLO = "{\"type\":\"hello\",\"version\":2}";

  private final RawSocket socket;
  private final Map<String, Long> acked;
  private final Thread reader;
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private volatile String awaited;
  private volatile CompletableFuture<Void> settled = new CompletableFuture<>();

  /// @param acked takes the `seq` that each commandId was acked with
  FuzzedPeer(TestServer server, String token, boolean hello, Map<String, Long> acked) {
    this.socket = RawSocket.open(server, "/ws/" + token);
    this.acked = acked;
    this.reader = Thread.ofVirtual().start(this::readAll);
    if (hello) {
      send(RawFrame.text(HELLO).bytes());
    }
  }

  /// @return whether the connection took it
  boolean send(byte[] bytes) {
    try {
      socket.bytes(bytes);
      return !closed.isDone();
    } catch (UncheckedIOException e) {
      // It has been closed; with which code, the reader knows.
      return false;
    }
  }

  /// Waits until a ping is answered.
  void settle() {
    settle(RawFrame.text(RawWebSocket.ping(SETTLED)).bytes(), null);
  }

  /// Waits until a message is acked, and with it all that were sent before.
  ///
  /// @param commandId the message's
  void settle(byte[] message, String commandId) {
    awaited = commandId;
    settled = new CompletableFuture<>();
    if (!send(message)) {
      throw new AssertionError("closed with " + closed.join());
    }
    var _ =
        CompletableFuture.anyOf(settled, closed)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    if (closed.isDone()) {
      throw new AssertionError("closed with " + closed.join());
    }
  }

  /// Ends the TCP connection's half on this side, and waits for the other.
  ///
  /// @return the code that the server closed with
  int finish() {
    try {
      socket.finish();
    } catch (UncheckedIOException e) {
      // It had ended before.
    }
    return closedWith();
  }

  /// The code that the server closed with; 1006 without a closing frame.
  int closedWith() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /// Breaks the TCP connection off.
  void reset() {
    socket.reset();
  }

  private void readAll() {
    int code = RawWebSocket.NO_FRAME;
    try {
      for (Optional<RawSocket.Frame> frame = socket.read();
          frame.isPresent();
          frame = socket.read()) {
        if (frame.get().opcode() == RawFrame.CLOSE) {
          byte[] payload = frame.get().payload();
          code =
              payload.length == 0
                  ? RawWebSocket.NO_CODE
                  : ByteBuffer.wrap(payload).getShort() & 0xffff;
        } else if (frame.get().opcode() == RawFrame.TEXT) {
          read(new String(frame.get().payload(), StandardCharsets.UTF_8));
        }
      }
    } catch (UncheckedIOException e) {
      // An RST, from this side or the other.
    } finally {
      closed.complete(code);
    }
  }

  private void read(String frame) {
    for (ServerEvent event : Codec.decodeEvents(frame)) {
      if (event instanceof Ack ack && ack.commandId() != null) {
        Long before = acked.put(ack.commandId(), ack.seq());
        if (before != null && !before.equals(ack.seq())) {
          throw new AssertionError("acked twice: " + ack);
        }
        if (ack.commandId().equals(awaited)) {
          settled.complete(null);
        }
      } else if (event instanceof Pong pong && Long.valueOf(SETTLED).equals(pong.id())) {
        settled.complete(null);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
