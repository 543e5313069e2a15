package chatter.server.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A client's websocket frame, right or wrong: whatever is not said otherwise is as RFC 6455 wants
/// it. Each method changes this frame and returns it.
final class RawFrame {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int EIGHT_BYTES_FOLLOW = 127;

  private final int opcode;
  private final byte[] payload;
  private boolean last = true;
  private int reserved;
  private boolean masked = true;
  private int mask = 0x37fa213d;
  private int lengthBytes;
  private long length;

  private RawFrame(int opcode, byte[] payload) {
    this.opcode = opcode;
    this.payload = payload;
    this.length = payload.length;
    this.lengthBytes = payload.length < 126 ? 1 : payload.length < 65_536 ? 2 : 8;
  }

  static RawFrame frame(int opcode, byte... payload) {
    return new RawFrame(opcode, payload);
  }

  static RawFrame frame(int opcode, String payload) {
    return new RawFrame(opcode, payload.getBytes(StandardCharsets.UTF_8));
  }

  static RawFrame text(String text) {
    return frame(TEXT, text);
  }

  /// @param code in the first two bytes
  /// @param reason what follows it
  static RawFrame close(int code, byte... reason) {
    return new RawFrame(
        CLOSE, ByteBuffer.allocate(2 + reason.length).putShort((short) code).put(reason).array());
  }

  /// Without FIN: more of the message follows.
  RawFrame unfinished() {
    last = false;
    return this;
  }

  /// @param bits RSV1 is 4, RSV2 is 2, RSV3 is 1
  RawFrame reserved(int bits) {
    reserved = bits;
    return this;
  }

  RawFrame unmasked() {
    masked = false;
    return this;
  }

  RawFrame maskedWith(int key) {
    mask = key;
    return this;
  }

  /// Writes the length in more bytes than it needs.
  ///
  /// @param bytes 2 or 8
  RawFrame lengthIn(int bytes) {
    lengthBytes = bytes;
    return this;
  }

  /// Claims another length than the payload has, in eight bytes.
  RawFrame declaring(long claimed) {
    length = claimed;
    return lengthIn(8);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((last ? FIN : 0) | reserved << 4 | opcode);
    int masking = masked ? MASKED : 0;
    switch (lengthBytes) {
      case 1 -> out.write(masking | (int) length);
      case 2 -> {
        out.write(masking | TWO_BYTES_FOLLOW);
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
      }
      default -> {
        out.write(masking | EIGHT_BYTES_FOLLOW);
        out.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
      }
    }
    byte[] key = ByteBuffer.allocate(4).putInt(mask).array();
    if (masked) {
      out.writeBytes(key);
    }
    for (int i = 0; i < payload.length; i++) {
      out.write(masked ? payload[i] ^ key[i % key.length] : payload[i]);
    }
    return out.toByteArray();
  }
}
