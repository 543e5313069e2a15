package chatter.shared.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// How a camera was held, as pictures say it.
class ExifOrientationTest {
  private static ByteBuffer tiff(ByteOrder order, int value) {
    return ByteBuffer.allocate(26)
        .order(order)
        .putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) value)
        .flip();
  }

  private static byte[] jpeg(ByteBuffer tiff) {
    ByteBuffer bytes = ByteBuffer.allocate(200);
    // A comment before it.
    bytes.putShort((short) 0xffd8).putShort((short) 0xfffe).putShort((short) 4).putShort((short) 0);
    bytes.putShort((short) 0xffe1).putShort((short) (8 + tiff.remaining()));
    bytes.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff);
    bytes.putShort((short) 0xffda).putShort((short) 2);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Test
  void itIsFoundInAJpegInEitherOrderOfBytes() {
    for (int value = 1; value <= 8; value++) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
        assertEquals(
            value, ExifOrientation.ofJpeg(ByteBuffer.wrap(jpeg(tiff(order, value)))), order + "");
      }
    }
  }

  @Test
  void whatSaysNothingThatMakesSenseIsUpright() {
    assertEquals(1, ExifOrientation.ofJpeg(ByteBuffer.wrap(new byte[0])));
    assertEquals(
        1,
        ExifOrientation.ofJpeg(ByteBuffer.wrap("no picture".getBytes(StandardCharsets.US_ASCII))));
    assertEquals(1, ExifOrientation.ofJpeg(ByteBuffer.wrap(jpeg(tiff(ByteOrder.BIG_ENDIAN, 0)))));
    assertEquals(1, ExifOrientation.ofJpeg(ByteBuffer.wrap(jpeg(tiff(ByteOrder.BIG_ENDIAN, 9)))));
    byte[] whole = jpeg(tiff(ByteOrder.BIG_ENDIAN, 6));
    // Up to where the scan begins, everything is needed.
    for (int length = 0; length < whole.length - 4; length++) {
      assertEquals(1, ExifOrientation.ofJpeg(ByteBuffer.wrap(whole, 0, length).slice()));
    }
  }

  @Test
  void halfOfThemLieOnTheirSide() {
    for (int value = 1; value <= 8; value++) {
      assertEquals(value > 4, ExifOrientation.isOnItsSide(value));
    }
    assertTrue(ExifOrientation.isFlippedX(6));
    assertFalse(ExifOrientation.isFlippedY(6));
  }
}
