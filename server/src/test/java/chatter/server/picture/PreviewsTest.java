package chatter.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.faults.Form;
import chatter.server.picture.PictureFiles.Bits;
import chatter.server.picture.PictureRefusedException.Reason;
import com.sun.management.ThreadMXBean;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From a picture's file to what is shown of it first.
class PreviewsTest {
  private static final int RED = 0xffd02020;
  private static final int GREEN = 0xff20d020;
  private static final int BLUE = 0xff2020d0;
  private static final int WHITE = 0xffe0e0e0;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "2400,1800,560,420,1120,840",
    "1121,1121,560,560,1120,1120",
    "1300,90,560,39,1120,78",
    "90,3001,17,560,34,1120",
    "20000,3,560,1,1120,1"
  })
  void eachFitsIntoItsSquare(
      int width, int height, int smallWidth, int smallHeight, int largeWidth, int largeHeight)
      throws Exception {
    for (String format : new String[] {"jpeg", "png"}) {
      Previews previews = previews(filled(width, height, format));

      assertSize(smallWidth, smallHeight, previews.small());
      assertSize(largeWidth, largeHeight, previews.large());
      assertColour(GREEN, decoded(previews.large()), 0, 0);
    }
  }

  @Test
  void nothingIsEnlargedAndALightFileIsItsOwnPreview() throws Exception {
    Previews tiny = previews(filled(3, 2, "png"));
    assertEquals(Optional.empty(), tiny.small());
    assertEquals(Optional.empty(), tiny.large());
    assertEquals(3, thumb(tiny).getWidth());
    assertEquals(2, thumb(tiny).getHeight());

    Previews middling = previews(filled(600, 300, "png"));
    assertSize(560, 280, middling.small());
    assertEquals(Optional.empty(), middling.large());
  }

  @Test
  void aHeavyOneOfTheSameSizeIsMadeLighter() throws Exception {
    byte[] small = PictureFiles.encode(noise(500, 300), "png", false);
    byte[] large = PictureFiles.encode(noise(1_000, 300), "png", false);

    assertSize(500, 300, previews(small).small());
    assertEquals(Optional.empty(), previews(small).large());
    assertSize(1_000, 300, previews(large).large());
    assertTrue(previews(large).large().orElseThrow().bytes().length < large.length / 2);
  }

  @Test
  void whatNotEveryViewerShowsHasPreviewsHoweverSmall() throws Exception {
    assertSize(64, 48, previews(PictureFiles.resource("lossy.webp")).small());
    assertSize(100, 100, previews(PictureFiles.gif(100, 100, new int[] {0, 0, 9, 9, 1})).small());
    assertSize(
        2,
        3,
        previews(PictureFiles.jpegWithExif(filled(3, 2, "jpeg"), PictureFiles.tiff(6))).small());
  }

  @Test
  void theThumbIsTinyAndShowsTheColours() throws Exception {
    BufferedImage image = new BufferedImage(1_600, 800, BufferedImage.TYPE_INT_RGB);
    PictureFiles.fill(image, 0, 0, 800, 800, RED);
    PictureFiles.fill(image, 800, 0, 1_600, 800, BLUE);

    BufferedImage thumb = thumb(previews(PictureFiles.encode(image, "jpeg", false)));

    assertEquals(8, thumb.getWidth());
    assertEquals(4, thumb.getHeight());
    assertColour(RED, thumb, 1, 1);
    assertColour(BLUE, thumb, 6, 2);
  }

  @Test
  void theThumbIsShortWhateverIsInThePicture() throws Exception {
    Random random = new Random(3);
    for (int side : new int[] {8, 8, 8, 300}) {
      BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
      for (int i = 0; i < side * side; i++) {
        image.setRGB(i % side, i / side, random.nextInt());
      }
      Previews previews = previews(PictureFiles.encode(image, "png", false));

      assertTrue(previews.thumb().length() <= Previews.MOST_THUMB_CHARS);
      assertTrue(thumb(previews).getWidth() >= 5);
    }
    assertEquals(1, thumb(previews(filled(2_000, 3, "png"))).getHeight());
  }

  /// The four corners as they should be seen: red, green, blue, white from the top left.
  @ParameterizedTest
  @CsvSource({"1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,GWRB", "7,WGBR", "8,BRWG"})
  void aPhotoIsTurnedAsTheCameraSays(int orientation, String stored) throws Exception {
    int w = 1_400;
    int h = 700;
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    PictureFiles.fill(image, 0, 0, w / 2, h / 2, colour(stored.charAt(0)));
    PictureFiles.fill(image, w / 2, 0, w, h / 2, colour(stored.charAt(1)));
    PictureFiles.fill(image, 0, h / 2, w / 2, h, colour(stored.charAt(2)));
    PictureFiles.fill(image, w / 2, h / 2, w, h, colour(stored.charAt(3)));
    byte[] tiff = PictureFiles.tiff(orientation);
    for (byte[] file :
        new byte[][] {
          PictureFiles.jpegWithExif(PictureFiles.encode(image, "jpeg", false), tiff),
          PictureFiles.pngWithExif(PictureFiles.encode(image, "png", false), tiff)
        }) {
      BufferedImage upright = decoded(previews(file).large());

      assertEquals(orientation > 4 ? 560 : 1_120, upright.getWidth());
      int right = upright.getWidth() - 50;
      int bottom = upright.getHeight() - 50;
      assertColour(RED, upright, 50, 50);
      assertColour(GREEN, upright, right, 50);
      assertColour(BLUE, upright, 50, bottom);
      assertColour(WHITE, upright, right, bottom);
    }
  }

  @Test
  void transparencyStays() throws Exception {
    BufferedImage image = new BufferedImage(1_500, 1_500, BufferedImage.TYPE_INT_ARGB);
    PictureFiles.fill(image, 0, 0, 750, 1_500, RED);

    Previews previews = previews(PictureFiles.encode(image, "png", false));

    for (Optional<Preview> each : List.of(previews.small(), previews.large())) {
      assertEquals("image/png", each.orElseThrow().mediaType());
      BufferedImage decoded = decoded(each);
      assertEquals(RED, decoded.getRGB(20, 128));
      assertEquals(0, decoded.getRGB(decoded.getWidth() - 20, 128) >>> 24);
    }
    assertEquals(0, thumb(previews).getRGB(7, 0) >>> 24);
  }

  @Test
  void anEdgeToNothingKeepsItsColour() throws Exception {
    BufferedImage image = new BufferedImage(1_501, 1_501, BufferedImage.TYPE_INT_ARGB);
    for (int x = 0; x < 1_501; x += 2) {
      PictureFiles.fill(image, x, 0, x + 1, 1_501, RED);
    }

    int argb = decoded(previews(PictureFiles.encode(image, "png", false)).small()).getRGB(99, 99);

    assertEquals(128, argb >>> 24, 40);
    assertEquals(RED & 0xffffff, argb & 0xffffff);
  }

  @ParameterizedTest
  @CsvSource({"8,0", "16,0", "8,4", "16,4", "8,2", "16,2", "8,6", "16,6"})
  void everyDepthIsAveraged(int depth, int type) throws Exception {
    int samples = type == 2 ? 3 : type == 4 ? 2 : type == 6 ? 4 : 1;
    byte[] line = new byte[1 + 1_300 * samples * depth / 8];
    Arrays.fill(line, 1, line.length, (byte) 0xff);
    byte[] png = PictureFiles.png(1_300, 700, depth, type, 0, PictureFiles.packed(line, 700));

    assertColour(0xffffffff, decoded(previews(png).small()), 128, 128);
  }

  @Test
  void aLargePaletteOfAPngIsAveragedAsColours() throws Exception {
    byte[] line = new byte[1 + 1_400];
    for (int x = 0; x < 1_400; x++) {
      line[1 + x] = (byte) (x & 1);
    }
    byte[] png =
        PictureFiles.png(
            1_400,
            1_400,
            8,
            3,
            0,
            PictureFiles.packed(line, 1_400),
            PictureFiles.chunk("PLTE", new byte[] {0, 0, 0, (byte) 200, 100, 50}));

    assertNear(0xff643219, decoded(previews(png).small()).getRGB(300, 300), 45);
  }

  @Test
  void aVeryLargePngIsTaken() throws Exception {
    byte[] png = PictureFiles.emptyPng(3_001, 3_000, 8, 6, 0);
    assertEquals(Reason.EMPTY, refusalOf(png));

    Previews previews = previews(PictureFiles.emptyPng(4_500, 3_000, 8, 2, 1));
    assertSize(1_120, 747, previews.large());
  }

  @Test
  void theColoursOfAJpegAreThoseABrowserSees() throws Exception {
    assertColour(0xffc85a3c, shown(RawJpeg.of(3, 0, "123", new int[] {200, 90, 60})), 4, 4);
    assertColour(0xffc85a3c, shown(RawJpeg.of(3, -1, "RGB", new int[] {200, 90, 60})), 4, 4);
    // What is left of the white by cyan, magenta, yellow and black.
    assertColour(0xff643219, shown(RawJpeg.of(4, 0, "1234", new int[] {200, 100, 50, 128})), 4, 4);
    assertColour(0xff808080, shown(RawJpeg.of(1, -1, "1", new int[] {128})), 4, 4);
  }

  @Test
  void greyAndProgressiveJpegsAreAveragedOnce() throws Exception {
    BufferedImage grey = new BufferedImage(1_300, 1_300, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 1_300 * 1_300; i++) {
      grey.getRaster().setSample(i % 1_300, i / 1_300, 0, 128);
    }
    assertColour(0xff808080, shown(PictureFiles.encode(grey, "jpeg", false)), 40, 40);
    assertColour(0xff808080, shown(PictureFiles.encode(grey, "jpeg", true)), 40, 40);
    byte[] colours =
        PictureFiles.encode(
            PictureFiles.filled(1_300, 1_300, BufferedImage.TYPE_INT_RGB, RED), "jpeg", true);
    assertColour(RED, shown(colours), 40, 40);
  }

  @Test
  void inksOfALargePhotoAreAveraged() throws Exception {
    byte[] jpeg = PictureFiles.resource("inks.jpg");

    BufferedImage large = shown(jpeg);

    assertEquals(1_120, large.getWidth());
    assertNear(0xffff0000, large.getRGB(20, 20), 40);
    assertNear(0xff0000ff, large.getRGB(20, large.getHeight() - 20), 60);
  }

  @Test
  void aProfileIsFollowed() throws Exception {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] line = new byte[1 + 3 * 1_200];
    Arrays.fill(line, 1, line.length, (byte) 55);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(new byte[] {'x', 0, 0});
    chunk.writeBytes(PictureFiles.packed(linear, 1));
    byte[] png =
        PictureFiles.png(
            1_200,
            1_200,
            8,
            2,
            0,
            PictureFiles.packed(line, 1_200),
            PictureFiles.chunk("iCCP", chunk.toByteArray()));

    // 55 of 255 parts of the light are 128 of 255 to the eye.
    assertColour(0xff808080, shown(png), 128, 128);
  }

  @Test
  void theFirstPictureOfAGifStandsOnItsCanvas() throws Exception {
    Previews previews =
        previews(
            PictureFiles.gif(
                1_200, 1_200, new int[] {600, 0, 600, 600, 1}, new int[] {0, 0, 1_200, 1_200, 0}));

    BufferedImage large = decoded(previews.large());
    assertEquals(0, large.getRGB(20, 20) >>> 24);
    assertEquals(0, large.getRGB(900, 900) >>> 24);
    assertColour(0xffc81414, large, 900, 20);
  }

  @Test
  void everyKindOfWebpIsShown() throws Exception {
    assertNear(RED, shown(PictureFiles.resource("lossy.webp")).getRGB(9, 2), 70);
    assertNear(RED, shown(PictureFiles.resource("lossless.webp")).getRGB(9, 2), 70);
    assertNear(RED, shown(PictureFiles.resource("moving.webp")).getRGB(9, 9), 70);
    BufferedImage alpha = shown(PictureFiles.resource("alpha.webp"));
    assertNear(RED, alpha.getRGB(9, 9), 70);
    assertEquals(0, alpha.getRGB(50, 9) >>> 24);
  }

  @Test
  void aLargeWebpWithTransparencyIsAveraged() throws Exception {
    BufferedImage large = shown(PictureFiles.resource("large-alpha.webp"));

    assertEquals(1_120, large.getWidth());
    assertNear(0xffff0000, large.getRGB(20, 20), 20);
    assertEquals(0, large.getRGB(1_100, 20) >>> 24);
    BufferedImage lossless = shown(PictureFiles.resource("large-lossless.webp"));
    assertNear(0xffff0000, lossless.getRGB(20, 20), 20);
    assertEquals(0, lossless.getRGB(1_100, 20) >>> 24);
  }

  @Test
  void nothingOfTheFileBesidesItsPixelsIsInThem() throws Exception {
    byte[] secret = "geheim".getBytes(StandardCharsets.US_ASCII);
    byte[] jpeg = filled(2_000, 1_500, "jpeg");
    for (int marker : new int[] {0xe1, 0xe2, 0xed, 0xfe}) {
      jpeg = PictureFiles.jpegWith(jpeg, marker, secret);
    }
    Previews previews = previews(jpeg);

    for (Preview each :
        new Preview[] {previews.small().orElseThrow(), previews.large().orElseThrow()}) {
      assertFalse(new String(each.bytes(), StandardCharsets.ISO_8859_1).contains("geheim"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "progressive"})
  void aFileCutShortHasNone(String kind) throws Exception {
    boolean progressive = kind.equals("progressive");
    byte[] whole = PictureFiles.encode(noise(200, 150), progressive ? "jpeg" : kind, progressive);
    for (int missing : new int[] {1, 9, whole.length / 2}) {
      assertEquals(Reason.BROKEN, refusalOf(Arrays.copyOf(whole, whole.length - missing)));
    }
  }

  @Test
  void bombsHaveNone() throws Exception {
    assertEquals(
        Reason.TOO_COSTLY,
        refusalOf(
            PictureFiles.withScans(PictureFiles.encode(noise(400, 400), "jpeg", true), 2_000)));
    assertEquals(
        Reason.TOO_MANY_PIXELS, refusalOf(PictureFiles.png(20_000, 20_000, 1, 3, 0, new byte[9])));
    assertEquals(
        Reason.TOO_MANY_PIXELS,
        refusalOf(PictureFiles.gif(65_535, 65_535, new int[] {0, 0, 2, 2, 1})));
    Bits tables = new Bits(300, 300).put(0, 2).put(1, 1).put(7, 3).put(0, 1).tables(255, 255, 0);
    for (int i = 0; i < 65_536; i++) {
      tables.tables(1, 2, 3);
    }
    assertEquals(Reason.TOO_COSTLY, refusalOf(tables.webp()));
  }

  @Test
  void whatTakesTooLongIsStopped() throws Exception {
    byte[] jpeg =
        PictureFiles.withScans(PictureFiles.encode(noise(2_000, 2_000), "jpeg", true), 50);

    Reason reason =
        assertThrows(
                PictureRefusedException.class,
                () -> Previews.of(ByteBuffer.wrap(jpeg), Duration.ofMillis(50)))
            .reason();

    assertEquals(Reason.TOO_COSTLY, reason);
  }

  @Test
  void aFileTooLargeToBeLookedAtHasNone() throws Exception {
    Path file = Files.write(folder.resolve("large.jpg"), filled(20, 20, "jpeg"));
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
      longer.setLength(Previews.MOST_BYTES + 1L);
    }

    assertEquals(
        Reason.TOO_LARGE,
        assertThrows(PictureRefusedException.class, () -> Previews.of(file)).reason());
  }

  @Test
  void aPhotographTakesLittleMemory() throws Exception {
    byte[] jpeg = filled(4_000, 3_000, "jpeg");
    previews(jpeg);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    previews(jpeg);

    // Its pixels alone are 36 MB.
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 60_000_000, () -> "allocated " + allocated);
  }

  @Test
  void garbledFilesHavePreviewsOrNone() throws Exception {
    Random random = new Random(11);
    byte[][] files = {
      PictureFiles.encode(noise(30, 20), "jpeg", false),
      PictureFiles.encode(noise(30, 20), "jpeg", true),
      PictureFiles.encode(noise(30, 20), "png", false),
      PictureFiles.encode(noise(30, 20), "gif", false),
      PictureFiles.resource("alpha.webp"),
      PictureFiles.resource("moving.webp"),
      PictureFiles.resource("lossless.webp")
    };
    int made = 0;
    for (int i = 0; i < Form.of(140, 400); i++) {
      byte[] file = files[i % files.length].clone();
      for (int n = 0; n < 3; n++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try {
        previews(file);
        made++;
      } catch (PictureRefusedException refused) {
        assertNotNull(refused.reason());
      }
    }
    assertTrue(made > Form.of(10, 30));
  }

  private BufferedImage shown(byte[] file) throws IOException {
    Previews previews = previews(file);
    if (previews.large().isEmpty() && previews.small().isEmpty()) {
      return thumb(previews);
    }
    return decoded(previews.large().or(previews::small));
  }

  private Previews previews(byte[] file) throws IOException {
    return Previews.of(Files.write(folder.resolve("picture"), file));
  }

  private Reason refusalOf(byte[] file) {
    return assertThrows(PictureRefusedException.class, () -> previews(file)).reason();
  }

  private static BufferedImage decoded(Optional<Preview> preview) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(preview.orElseThrow().bytes()));
  }

  private static BufferedImage thumb(Previews previews) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(previews.thumb())));
  }

  private static byte[] filled(int width, int height, String format) throws IOException {
    return PictureFiles.encode(
        PictureFiles.filled(width, height, BufferedImage.TYPE_INT_RGB, GREEN), format, false);
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt());
    }
    return image;
  }

  private static void assertSize(int width, int height, Optional<Preview> preview)
      throws IOException {
    BufferedImage image = decoded(preview);
    assertEquals(width, preview.orElseThrow().width());
    assertEquals(height, preview.orElseThrow().height());
    assertEquals(width, image.getWidth());
    assertEquals(height, image.getHeight());
  }

  private static int colour(char letter) {
    return switch (letter) {
      case 'R' -> RED;
      case 'G' -> GREEN;
      case 'B' -> BLUE;
      default -> WHITE;
    };
  }

  private static void assertColour(int expected, BufferedImage image, int x, int y) {
    assertNear(expected, image.getRGB(x, y), 12);
  }

  private static void assertNear(int expected, int actual, int most) {
    for (int shift = 0; shift < 32; shift += 8) {
      int difference = (expected >>> shift & 0xff) - (actual >>> shift & 0xff);
      assertTrue(
          Math.abs(difference) <= most, () -> "%08x is not near %08x".formatted(actual, expected));
    }
  }
}
