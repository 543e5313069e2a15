package chatter.server.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of one connection as they come: first answers of HTTP, after the upgrade frames of the
/// websocket. One thread.
final class RawConnection {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final byte[] HEADER_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[0];
  private int from;
  private int to;

  /// Takes what was read.
  void feed(ByteBuffer read) {
    int more = read.remaining();
    if (from == to) {
      from = 0;
      to = 0;
    }
    if (bytes.length - to < more) {
      byte[] larger = new byte[Math.max(to - from + more, 512)];
      System.arraycopy(bytes, from, larger, 0, to - from);
      bytes = larger;
      to -= from;
      from = 0;
    }
    read.get(bytes, to, more);
    to += more;
  }

  /// The status of the next whole answer, with its body thrown away; 0 if it is not whole yet.
  int status() {
    int end = find(HEADER_END);
    if (end < 0) {
      return 0;
    }
    String[] lines =
        new String(bytes, from, end - from, StandardCharsets.US_ASCII).split("\r\n", -1);
    int body = 0;
    for (String line : lines) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        body = Integer.parseInt(line.substring(15).strip());
      }
    }
    int whole = end + HEADER_END.length + body;
    if (whole > to) {
      return 0;
    }
    from = whole;
    return Integer.parseInt(lines[0].split(" ", -1)[1]);
  }

  /// The next whole frame; null if it is not whole yet.
  Frame frame() {
    if (to - from < 2) {
      return null;
    }
    int length = bytes[from + 1] & 0x7f;
    int header = 2;
    if (length == 126) {
      if (to - from < 4) {
        return null;
      }
      length = ((bytes[from + 2] & 0xff) << 8) | (bytes[from + 3] & 0xff);
      header = 4;
    } else if (length == 127) {
      if (to - from < 10) {
        return null;
      }
      length = Math.toIntExact(ByteBuffer.wrap(bytes).getLong(from + 2));
      header = 10;
    }
    if (to - from < header + length) {
      return null;
    }
    Frame frame =
        new Frame(
            bytes[from] & 0x0f, Arrays.copyOfRange(bytes, from + header, from + header + length));
    from += header + length;
    return frame;
  }

  /// A client's frame. Its mask is all zeros, which is one, and costs nothing.
  static ByteBuffer masked(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    return frame.putInt(0).put(payload).flip();
  }

  private int find(byte[] what) {
    for (int i = from; i <= to - what.length; i++) {
      if (Arrays.equals(bytes, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }

  /// A frame of the server's.
  ///
  /// @param opcode what it is
  /// @param payload its bytes
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(int opcode, byte[] payload) {
    /// The code of a closing frame.
    int closeCode() {
      return payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }
  }
}
