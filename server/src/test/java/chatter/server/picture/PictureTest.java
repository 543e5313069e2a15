package chatter.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.picture.PictureRefusedException.Reason;
import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From an upload to the stored square.
class PictureTest {
  private static final int RED = 0xffd02020;
  private static final int GREEN = 0xff20d020;
  private static final int BLUE = 0xff2020d0;
  private static final int WHITE = 0xffe0e0e0;

  @Test
  void theMiddleOfAWidePictureIsKept() throws Exception {
    BufferedImage wide = new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB);
    PictureFiles.fill(wide, 0, 0, 900, 300, RED);
    PictureFiles.fill(wide, 300, 0, 600, 300, BLUE);

    BufferedImage square = decode(Picture.fromUpload(encode(wide, "png")));

    assertEquals(256, square.getWidth());
    assertEquals(256, square.getHeight());
    assertNear(BLUE, square.getRGB(4, 128));
    assertNear(BLUE, square.getRGB(251, 128));
  }

  @Test
  void transparencyStays() throws Exception {
    BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);
    PictureFiles.fill(image, 0, 0, 150, 300, RED);

    Picture picture = Picture.fromUpload(encode(image, "png"));

    assertEquals("image/png", picture.mediaType());
    BufferedImage square = decode(picture);
    assertEquals(RED, square.getRGB(20, 128));
    assertEquals(0, square.getRGB(236, 128) >>> 24);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,1", "1,500", "256,256", "257,256", "2000,1500"})
  void everySizeBecomesTheSame(int width, int height) throws Exception {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    PictureFiles.fill(image, 0, 0, width, height, GREEN);

    BufferedImage square = decode(Picture.fromUpload(encode(image, "png")));

    assertEquals(256, square.getWidth());
    assertNear(GREEN, square.getRGB(128, 128));
  }

  /// The four corners as they should be seen: red, green, blue, white from the top left. Each
  /// orientation's file holds them turned the other way.
  @ParameterizedTest
  @CsvSource({"1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,GWRB", "7,WGBR", "8,BRWG"})
  void aPhotoIsTurnedAsTheCameraSays(int orientation, String stored) throws Exception {
    BufferedImage image = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    PictureFiles.fill(image, 0, 0, 200, 200, colour(stored.charAt(0)));
    PictureFiles.fill(image, 200, 0, 400, 200, colour(stored.charAt(1)));
    PictureFiles.fill(image, 0, 200, 200, 400, colour(stored.charAt(2)));
    PictureFiles.fill(image, 200, 200, 400, 400, colour(stored.charAt(3)));
    for (byte[] upload :
        new byte[][] {
          PictureFiles.jpegWithExif(encode(image, "jpg"), PictureFiles.tiff(orientation)),
          PictureFiles.pngWithExif(encode(image, "png"), PictureFiles.tiff(orientation))
        }) {
      BufferedImage upright = decode(Picture.fromUpload(upload));

      assertNear(RED, upright.getRGB(60, 60));
      assertNear(GREEN, upright.getRGB(196, 60));
      assertNear(BLUE, upright.getRGB(60, 196));
      assertNear(WHITE, upright.getRGB(196, 196));
    }
  }

  @Test
  void aLengthThatLeadsBackDoesNotLeadRoundForEver() throws Exception {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    byte[] png = encode(image, "png");
    byte[] backInPng = ByteBuffer.allocate(png.length + 20).put(png).putInt(-12).array();
    byte[] webp;
    try (InputStream in =
        PictureTest.class.getResourceAsStream("/chatter/server/web/account/red-blue.webp")) {
      webp = in.readAllBytes();
    }
    // In this file's order the highest byte comes last.
    byte[] backInWebp =
        ByteBuffer.allocate(webp.length + 20).put(webp).putInt(0).putInt(0xf8ffffff).array();

    for (byte[] upload : List.of(backInPng, backInWebp)) {
      Picture picture =
          assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Picture.fromUpload(upload));
      assertEquals(64, picture.hash().length());
    }
  }

  @Test
  void anOrientationThatMakesNoSenseIsIgnored() throws Exception {
    BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
    PictureFiles.fill(image, 0, 0, 300, 300, RED);
    byte[] upload = PictureFiles.jpegWithExif(encode(image, "jpg"), PictureFiles.tiff(6));
    // The offset of the directory, far outside.
    ByteBuffer.wrap(upload).putInt(16, 0x7fffffff);

    assertNear(RED, decode(Picture.fromUpload(upload)).getRGB(9, 9));
  }

  @Test
  void aWebpIsDecoded() throws Exception {
    byte[] upload;
    try (InputStream in =
        PictureTest.class.getResourceAsStream("/chatter/server/web/account/red-blue.webp")) {
      upload = in.readAllBytes();
    }

    BufferedImage square = decode(Picture.fromUpload(upload));

    assertTrue((square.getRGB(20, 128) >> 16 & 0xff) > 200, "left is red");
    assertTrue((square.getRGB(236, 128) & 0xff) > 200, "right is blue");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "jpg"})
  void aPictureOfTooManyPixelsIsRefusedBeforeItIsDecoded(String format) throws Exception {
    byte[] small = encode(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format);
    byte[] bomb = withSize(small, format, 20_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // The best of a few, because the first loads classes.
    for (int i = 0; i < 5; i++) {
      long bytesBefore = threads.getCurrentThreadAllocatedBytes();

      assertEquals(Reason.TOO_MANY_PIXELS, refusal(bomb));

      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
    }
    // A row of it has 20,000 pixels, all have 1.6 GB.
    assertTrue(least < 2_000_000, "allocated " + least);
  }

  private static Reason refusal(byte[] upload) {
    return assertThrows(PictureRefusedException.class, () -> Picture.fromUpload(upload)).reason();
  }

  private static byte[] withSize(byte[] upload, String format, int side) {
    ByteBuffer bytes = ByteBuffer.wrap(upload);
    switch (format) {
      case "png" -> {
        bytes.putInt(16, side).putInt(20, side);
        CRC32 crc = new CRC32();
        crc.update(upload, 12, 17);
        bytes.putInt(29, (int) crc.getValue());
      }
      case "gif" -> {
        int descriptor = 13 + 3 * (2 << (upload[10] & 7));
        while (upload[descriptor] != ',') {
          descriptor++;
        }
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(6, (short) side).putShort(8, (short) side);
        bytes.putShort(descriptor + 5, (short) side).putShort(descriptor + 7, (short) side);
      }
      default -> {
        int frame = 0;
        while ((bytes.getShort(frame) & 0xffff) != 0xffc0) {
          frame++;
        }
        bytes.putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
      }
    }
    return upload;
  }

  private static int colour(char letter) {
    return switch (letter) {
      case 'R' -> RED;
      case 'G' -> GREEN;
      case 'B' -> BLUE;
      default -> WHITE;
    };
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  private static BufferedImage decode(Picture picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture.bytes()));
  }

  private static void assertNear(int expected, int actual) {
    for (int shift = 0; shift < 24; shift += 8) {
      int difference = (expected >> shift & 0xff) - (actual >> shift & 0xff);
      assertTrue(
          Math.abs(difference) < 24, () -> "%08x is not near %08x".formatted(actual, expected));
    }
  }
}
