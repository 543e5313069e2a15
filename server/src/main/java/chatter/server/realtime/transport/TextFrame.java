package chatter.server.realtime.transport;

import java.nio.ByteBuffer;

/// A whole text frame of the websocket, header and all, ready for any number of sockets one after
/// the other. It lies in memory that the system can write from without copying, which is used again
/// for the next frame: what must stay longer, because a socket is full, is a copy. The hub's thread
/// only, but for what `rest` and `payload` return.
public final class TextFrame {
  /// The longest header of a frame that a server sends.
  static final int HEADER_BYTES = 10;

  private static final int SHORT = 125;
  private static final int MEDIUM = 0xffff;
  private static final byte FINAL_TEXT = (byte) 0x81;

  private final ByteBuffer wire;
  private final int headerBytes;
  private final int bytes;
  private final int lines;
  private byte[] copy;

  /// @param memory direct, with room for the payload and `HEADER_BYTES` more; the payload is still
  ///   to be put into `payloadPlace`
  /// @param lines how many lines the payload has
  TextFrame(ByteBuffer memory, int payloadBytes, int lines) {
    this.lines = lines;
    memory.clear().put(FINAL_TEXT);
    if (payloadBytes <= SHORT) {
      memory.put((byte) payloadBytes);
    } else if (payloadBytes <= MEDIUM) {
      memory.put((byte) (SHORT + 1)).putShort((short) payloadBytes);
    } else {
      memory.put((byte) (SHORT + 2)).putLong(payloadBytes);
    }
    wire = memory;
    headerBytes = memory.position();
    bytes = headerBytes + payloadBytes;
    memory.limit(bytes);
  }

  /// Where the payload goes, from the position to the limit.
  ByteBuffer payloadPlace() {
    return wire.position(headerBytes);
  }

  /// How many bytes it has on the wire.
  public int bytes() {
    return bytes;
  }

  /// How many lines it has.
  public int lines() {
    return lines;
  }

  /// All of it, for a socket to write from. Its position then tells how much was written.
  ByteBuffer wire() {
    return wire.position(0);
  }

  /// What the last writing from `wire` left, to be kept as long as one likes.
  ByteBuffer rest() {
    return ByteBuffer.wrap(copy(), wire.position(), bytes - wire.position());
  }

  /// All of it, to be kept as long as one likes.
  ByteBuffer whole() {
    return ByteBuffer.wrap(copy());
  }

  /// The payload alone, to be kept as long as one likes.
  public ByteBuffer payload() {
    return ByteBuffer.wrap(copy(), headerBytes, bytes - headerBytes).slice();
  }

  /// The memory under it, for the next frame.
  ByteBuffer memory() {
    return wire;
  }

  /// One copy for all who need one.
  private byte[] copy() {
    if (copy == null) {
      copy = new byte[bytes];
      wire.get(0, copy);
    }
    return copy;
  }
}
