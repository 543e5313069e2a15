package chatter.server.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/// The bytes of one connection, as they are or through TLS, without ever waiting. One thread at a
/// time.
final class Wire {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int SCRATCH_BYTES = 256 * 1024;

  private final SocketChannel channel;

  /// Null without TLS.
  private final SSLEngine engine;

  /// Shared by all wires of a thread.
  private final ByteBuffer scratch;

  private byte[] rest = new byte[0];
  private ByteBuffer encrypted = NOTHING;

  private Wire(SocketChannel channel, SSLEngine engine, ByteBuffer scratch) {
    this.channel = channel;
    this.engine = engine;
    this.scratch = scratch;
  }

  /// What is written goes out as it is.
  static Wire plain(SocketChannel channel) {
    return new Wire(channel, null, NOTHING);
  }

  /// What is written is encrypted.
  ///
  /// @param engine one for this connection, with its side chosen
  /// @param scratch from `scratch`, for all that one thread has
  static Wire encrypted(SocketChannel channel, SSLEngine engine, ByteBuffer scratch) {
    return new Wire(channel, engine, scratch);
  }

  /// Room for what was read and is not decrypted.
  static ByteBuffer scratch() {
    return ByteBuffer.allocate(SCRATCH_BYTES);
  }

  /// Reads what has come.
  ///
  /// @param into with room for more than one record of TLS
  /// @return how much, decrypted; -1 at the end
  int read(ByteBuffer into) throws IOException {
    if (engine == null) {
      return channel.read(into);
    }
    int before = into.position();
    scratch.clear().put(rest);
    boolean ended = channel.read(scratch) < 0;
    scratch.flip();
    while (into.remaining() > engine.getSession().getApplicationBufferSize() && step(into)) {
      // The next record.
    }
    rest = new byte[scratch.remaining()];
    scratch.get(rest);
    int read = into.position() - before;
    return read == 0 && (ended || engine.isInboundDone()) ? -1 : read;
  }

  /// @return whether there may be more to do
  private boolean step(ByteBuffer into) throws IOException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> {
        var _ = write(NOTHING);
        return !encrypted.hasRemaining();
      }
      default -> {
        SSLEngineResult result = engine.unwrap(scratch, into);
        return result.getStatus() == SSLEngineResult.Status.OK
            && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
      }
    }
    return true;
  }

  /// Writes what the system takes, after what was left of earlier ones.
  ///
  /// @return whether all has left; if not, and `waitsForRoom`, to be called again when there is
  boolean write(ByteBuffer from) throws IOException {
    if (engine == null) {
      channel.write(from);
      return !from.hasRemaining();
    }
    while (leave()) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_UNWRAP -> {
          return false;
        }
        case NEED_WRAP -> encrypt(from);
        default -> {
          if (!from.hasRemaining()) {
            return true;
          }
          encrypt(from);
        }
      }
    }
    return false;
  }

  private void encrypt(ByteBuffer from) throws IOException {
    encrypted = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(from, encrypted);
    if (result.getStatus() != SSLEngineResult.Status.OK) {
      throw new IOException("nothing can be encrypted: " + result.getStatus());
    }
    encrypted.flip();
  }

  /// @return whether nothing encrypted is left
  private boolean leave() throws IOException {
    if (encrypted.hasRemaining()) {
      channel.write(encrypted);
    }
    if (encrypted.hasRemaining()) {
      return false;
    }
    encrypted = NOTHING;
    return true;
  }

  /// Whether something encrypted waits for the system to have room.
  boolean waitsForRoom() {
    return encrypted.hasRemaining();
  }
}
