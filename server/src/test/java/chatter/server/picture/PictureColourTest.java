package chatter.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.picture.PictureRefusedException.Reason;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A stored picture looks as a browser shows the uploaded one.
class PictureColourTest {
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void greyStaysAsGrey(String format) throws Exception {
    BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 300; x++) {
        image.getRaster().setSample(x, y, 0, 128);
      }
    }
    byte[] file = PictureFiles.encode(image, format, false);
    // Java's GIF writer has its own idea of grey; what a reader of the palette sees counts.
    int expected =
        format.equals("gif")
            ? ImageIO.read(new ByteArrayInputStream(file)).getRGB(9, 9)
            : 0xff808080;

    assertColour(expected, stored(file), 128, 128);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "4,0", "8,0", "16,0", "8,4", "16,4", "8,2", "16,2", "8,6", "16,6"})
  void everyDepthOfAPngIsRead(int depth, int type) throws Exception {
    int samples = type == 2 ? 3 : type == 4 ? 2 : type == 6 ? 4 : 1;
    byte[] line = new byte[1 + 8 * samples * depth / 8];
    Arrays.fill(line, 1, line.length, (byte) 0xff);
    byte[] png = PictureFiles.png(8, 8, depth, type, 0, PictureFiles.packed(line, 8));

    assertColour(0xffffffff, stored(png), 128, 128);
  }

  @Test
  void sixteenBitGreyIsScaled() throws Exception {
    byte[] line = new byte[1 + 16];
    for (int x = 0; x < 8; x++) {
      line[1 + 2 * x] = (byte) 0x80;
      line[2 + 2 * x] = (byte) 0x80;
    }

    assertColour(
        0xff808080, stored(PictureFiles.png(8, 8, 16, 0, 0, PictureFiles.packed(line, 8))), 9, 9);
  }

  @Test
  void aPaletteMayBeTransparentInPlaces() throws Exception {
    byte[] line = {0, 0, 0, 1, 1};
    byte[] png =
        PictureFiles.png(
            4,
            4,
            8,
            3,
            0,
            PictureFiles.packed(line, 4),
            PictureFiles.chunk("PLTE", new byte[] {10, 20, 30, (byte) 200, 100, 50}),
            PictureFiles.chunk("tRNS", new byte[] {0}));

    BufferedImage square = stored(png);

    assertEquals(0, square.getRGB(20, 128) >>> 24);
    assertColour(0xffc86432, square, 220, 128);
  }

  @Test
  void aGreyThatIsNamedTransparentIs() throws Exception {
    byte[] line = {0, 0, 0, 99, 99};
    byte[] png =
        PictureFiles.png(
            4,
            4,
            8,
            0,
            0,
            PictureFiles.packed(line, 4),
            PictureFiles.chunk("tRNS", new byte[] {0, 0}));

    BufferedImage square = stored(png);

    assertEquals(0, square.getRGB(20, 128) >>> 24);
    assertColour(0xff636363, square, 220, 128);
  }

  @Test
  void theFirstPictureOfAGifStandsOnItsCanvas() throws Exception {
    BufferedImage square = stored(PictureFiles.gif(100, 100, new int[] {50, 0, 50, 50, 1}));

    assertEquals(0, square.getRGB(20, 20) >>> 24);
    assertEquals(0, square.getRGB(220, 220) >>> 24);
    assertColour(0xffc81414, square, 220, 20);
  }

  @Test
  void aGifWhosePictureComesLaterShowsThat() throws Exception {
    BufferedImage square =
        stored(PictureFiles.gif(10, 10, new int[] {0, 0, 10, 10, 0}, new int[] {0, 0, 10, 10, 1}));

    assertColour(0xffc81414, square, 128, 128);
  }

  @Test
  void aPictureThatShowsNothingIsRefused() throws Exception {
    BufferedImage nothing = new BufferedImage(30, 30, BufferedImage.TYPE_INT_ARGB);

    assertEquals(Reason.EMPTY, refusalOf(PictureFiles.encode(nothing, "png", false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "webp", "progressive"})
  void aFileCutShortIsRefusedWhereverItEnds(String kind) throws Exception {
    byte[] whole = whole(kind);
    Picture.fromUpload(whole);
    for (int missing : new int[] {1, 2, 3, 9, whole.length / 10, whole.length / 2}) {
      byte[] cut = Arrays.copyOf(whole, whole.length - missing);

      assertEquals(Reason.BROKEN, refusalOf(cut), () -> missing + " bytes less");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "progressive"})
  void oneWhosePixelsEndEarlyIsRefusedThoughItsEndMarkIsThere(String kind) throws Exception {
    byte[] whole = whole(kind.equals("progressive") ? "progressive" : kind);
    byte[] cut =
        kind.equals("png")
            ? PictureFiles.png(40, 40, 8, 2, 0, PictureFiles.packed(new byte[121], 20))
            : ByteBuffer.allocate(whole.length / 2 + 2)
                .put(whole, 0, whole.length / 2)
                .putShort((short) 0xffd9)
                .array();

    assertEquals(Reason.BROKEN, refusalOf(cut));
  }

  /// Three numbers without a word of what they are, with Adobe's word, and with the names R, G, B.
  @ParameterizedTest
  @CsvSource({"ycc,-1,123", "rgb,0,123", "ycc,1,123", "rgb,-1,RGB", "ycc,-1,012"})
  void theColoursOfAJpegAreThoseABrowserSees(String colours, int adobe, String names)
      throws Exception {
    byte[] jpeg = rawJpeg(3, adobe, names, new int[] {200, 90, 60});

    int expected = colours.equals("rgb") ? 0xffc85a3c : rgbOf(200, 90, 60);
    assertColour(expected, stored(jpeg), 128, 128);
  }

  @Test
  void inksAreShownAsBrowsersDo() throws Exception {
    // What is left of the white by cyan, magenta, yellow and black.
    byte[] jpeg = rawJpeg(4, 0, "1234", new int[] {200, 100, 50, 255});
    assertColour(0xffc86432, stored(jpeg), 128, 128);

    byte[] dark = rawJpeg(4, 0, "1234", new int[] {200, 100, 50, 128});
    assertColour(0xff643219, stored(dark), 128, 128);

    byte[] turned = rawJpeg(4, 2, "1234", new int[] {128, 128, 128, 255});
    assertColour(0xff7f7f7f, stored(turned), 128, 128);
  }

  @Test
  void aProfileIsFollowed() throws Exception {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] line = new byte[1 + 24];
    Arrays.fill(line, 1, line.length, (byte) 55);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(new byte[] {'x', 0, 0});
    chunk.writeBytes(PictureFiles.packed(linear, 1));
    byte[] png =
        PictureFiles.png(
            8,
            8,
            8,
            2,
            0,
            PictureFiles.packed(line, 8),
            PictureFiles.chunk("iCCP", chunk.toByteArray()));

    // 55 of 255 parts of the light are 128 of 255 to the eye.
    assertColour(0xff808080, stored(png), 128, 128);
  }

  @Test
  void aProfileThatIsNoneIsNotFollowed() throws Exception {
    byte[] jpeg = rawJpeg(1, -1, "1", new int[] {128});
    ByteBuffer with = ByteBuffer.allocate(jpeg.length + 118);
    with.put(jpeg, 0, 2).putShort((short) 0xffe2).putShort((short) 116);
    with.put("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII));
    with.put((byte) 1).put((byte) 1).position(120);
    with.put(jpeg, 2, jpeg.length - 2);

    assertColour(0xff808080, stored(with.array()), 128, 128);
  }

  private static byte[] whole(String kind) throws Exception {
    if (kind.equals("webp")) {
      try (var in =
          PictureColourTest.class.getResourceAsStream(
              "/chatter/server/web/account/red-blue.webp")) {
        return in.readAllBytes();
      }
    }
    BufferedImage image = new BufferedImage(120, 120, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 120 * 120; i++) {
      image.setRGB(i % 120, i / 120, i * 7919);
    }
    boolean progressive = kind.equals("progressive");
    return PictureFiles.encode(image, progressive ? "jpeg" : kind, progressive);
  }

  /// A JPEG with these numbers in every pixel, as Java's writer makes it of what is no colour to
  /// it.
  private static byte[] rawJpeg(int bands, int adobe, String names, int[] numbers)
      throws Exception {
    return RawJpeg.of(bands, adobe, names, numbers);
  }

  private static int rgbOf(int y, int cb, int cr) {
    int red = clamp(y + 1.402 * (cr - 128));
    int green = clamp(y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128));
    int blue = clamp(y + 1.772 * (cb - 128));
    return 0xff000000 | red << 16 | green << 8 | blue;
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }

  private static Reason refusalOf(byte[] upload) {
    return assertThrows(PictureRefusedException.class, () -> Picture.fromUpload(upload)).reason();
  }

  private static BufferedImage stored(byte[] upload) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(Picture.fromUpload(upload).bytes()));
  }

  private static void assertColour(int expected, BufferedImage image, int x, int y) {
    int actual = image.getRGB(x, y);
    for (int shift = 0; shift < 32; shift += 8) {
      int difference = (expected >> shift & 0xff) - (actual >> shift & 0xff);
      assertTrue(Math.abs(difference) <= 4, () -> "%08x is not %08x".formatted(actual, expected));
    }
  }
}
