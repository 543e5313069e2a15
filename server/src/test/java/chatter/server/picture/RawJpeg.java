package chatter.server.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A JPEG of 8 x 8 pixels that all hold the same numbers, written bit by bit so that nothing but
/// the numbers and the given words about them stand in it.
final class RawJpeg {
  private RawJpeg() {}

  /// @param adobe what Adobe's marker says the numbers are, or -1 for no marker
  /// @param names of the components: digits are numbers, letters themselves
  static byte[] of(int bands, int adobe, String names, int[] numbers) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    if (adobe >= 0) {
      ByteBuffer marker = ByteBuffer.allocate(12).put("Adobe".getBytes(StandardCharsets.US_ASCII));
      segment(file, 0xee, marker.putShort((short) 100).put(11, (byte) adobe).array());
    }
    byte[] quantisation = new byte[65];
    Arrays.fill(quantisation, 1, 65, (byte) 1);
    segment(file, 0xdb, quantisation);
    ByteBuffer frame = ByteBuffer.allocate(6 + 3 * bands);
    frame.put((byte) 8).putShort((short) 8).putShort((short) 8).put((byte) bands);
    ByteBuffer scan = ByteBuffer.allocate(4 + 2 * bands).put((byte) bands);
    for (int i = 0; i < bands; i++) {
      char name = names.charAt(i);
      byte id = (byte) (Character.isDigit(name) ? name - '0' : name);
      frame.put(id).put((byte) 0x11).put((byte) 0);
      scan.put(id).put((byte) 0);
    }
    segment(file, 0xc0, frame.array());
    // All lengths of differences, in four bits each; and one code for "no more in this block".
    byte[] lengths = new byte[17 + 12];
    lengths[4] = 12;
    for (int i = 0; i < 12; i++) {
      lengths[17 + i] = (byte) i;
    }
    segment(file, 0xc4, lengths);
    segment(file, 0xc4, new byte[] {0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    scan.put((byte) 0).put((byte) 63).put((byte) 0);
    segment(file, 0xda, scan.array());
    StringBuilder bits = new StringBuilder();
    for (int number : numbers) {
      int difference = (number - 128) * 8;
      int length = 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
      int value = difference < 0 ? difference + (1 << length) - 1 : difference;
      bits.append(binary(length, 4)).append(binary(value, length)).append('0');
    }
    while (bits.length() % 8 != 0) {
      bits.append('1');
    }
    for (int i = 0; i < bits.length(); i += 8) {
      int each = Integer.parseInt(bits.substring(i, i + 8), 2);
      file.write(each);
      if (each == 0xff) {
        file.write(0);
      }
    }
    file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
    return file.toByteArray();
  }

  private static String binary(int value, int length) {
    StringBuilder bits = new StringBuilder();
    for (int i = length - 1; i >= 0; i--) {
      bits.append(value >> i & 1);
    }
    return bits.toString();
  }

  private static void segment(ByteArrayOutputStream file, int marker, byte[] data) {
    file.write(0xff);
    file.write(marker);
    file.writeBytes(ByteBuffer.allocate(2).putShort((short) (data.length + 2)).array());
    file.writeBytes(data);
  }
}
