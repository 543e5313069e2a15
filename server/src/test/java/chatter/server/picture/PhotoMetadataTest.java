package chatter.server.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.faults.Form;
import chatter.server.picture.PhotoMetadata.Result;
import chatter.server.picture.PictureRefusedException.Reason;
import com.sun.management.ThreadMXBean;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a photograph says besides its pixels does not get through; its pixels do.
class PhotoMetadataTest {
  /// Stands wherever something about the photographer may.
  private static final String SECRET = "GEHEIM-48.2082N-16.3738E";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJpegIsLeftWithItsPixelsOnly(boolean progressive) throws Exception {
    byte[] plain = PictureFiles.encode(picture(), "jpeg", progressive);
    byte[] photo = plain;
    photo = PictureFiles.jpegWithExif(photo, tiff(1));
    photo = PictureFiles.jpegWith(photo, 0xe1, ascii("http://ns.adobe.com/xap/1.0/\0" + SECRET));
    photo = PictureFiles.jpegWith(photo, 0xed, ascii("Photoshop 3.0\0" + SECRET));
    photo = PictureFiles.jpegWith(photo, 0xe2, ascii("MPF\0" + SECRET));
    photo = PictureFiles.jpegWith(photo, 0xe0, ascii("JFXX\0" + SECRET));
    photo = PictureFiles.jpegWith(photo, 0xef, ascii(SECRET));
    photo = PictureFiles.jpegWith(photo, 0xfe, ascii(SECRET));
    photo = and(photo, ascii("\0\0\0\30ftypmp42" + SECRET));

    byte[] clean = stripped(photo);

    assertArrayEquals(plain, clean);
  }

  @Test
  void whatSaysOfTheColoursStaysInAJpeg() throws Exception {
    byte[] profile = and(ascii("ICC_PROFILE\0\1\1"), new byte[200]);
    byte[] photo = RawJpeg.of(4, 2, "1234", new int[] {128, 128, 128, 255});
    photo = PictureFiles.jpegWith(photo, 0xe2, profile);

    assertArrayEquals(photo, stripped(photo));
  }

  @Test
  void thePreviewInTheHeaderAndWhatIsHiddenBehindAdobesWordGo() throws Exception {
    byte[] jpeg = RawJpeg.of(3, -1, "123", new int[] {200, 90, 60});
    byte[] hidden =
        PictureFiles.jpegWith(
            PictureFiles.jpegWith(jpeg, 0xee, ascii("Adobe\0d\0\0\0\0\1" + SECRET)),
            0xe0,
            and(ascii("JFIF\0\1\1\0\0\1\0\1\2\4"), ascii(SECRET)));

    byte[] clean = stripped(hidden);

    assertEquals(jpeg.length + 4 + 14 + 4 + 12, clean.length);
    assertSamePixels(hidden, clean);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void howTheCameraWasHeldIsKeptAndNothingElseOfExif(int orientation) throws Exception {
    byte[] tiff = tiff(orientation);
    byte[] webp =
        webp(
            chunk("VP8X", new byte[] {8 + 4, 0, 0, 0, 63, 0, 0, 47, 0, 0}),
            lossyPixels(),
            chunk("EXIF", and(ascii("Exif\0\0"), tiff)),
            chunk("XMP ", ascii(SECRET)));
    for (byte[] photo :
        new byte[][] {
          PictureFiles.jpegWithExif(PictureFiles.encode(picture(), "jpeg", false), tiff),
          PictureFiles.pngWithExif(PictureFiles.encode(picture(), "png", false), tiff),
          webp
        }) {
      byte[] clean = stripped(photo);

      assertSamePixels(photo, clean);
      PictureType type = PictureType.of(ByteBuffer.wrap(photo)).orElseThrow();
      assertEquals(
          Orientation.of(type, ByteBuffer.wrap(photo)),
          Orientation.of(type, ByteBuffer.wrap(clean)));
      assertFalse(Orientation.UPRIGHT.equals(Orientation.of(type, ByteBuffer.wrap(clean))));
      assertArrayEquals(clean, stripped(clean));
    }
  }

  @Test
  void aPngIsLeftWithItsPixelsAndColours() throws Exception {
    byte[] icc = and(ascii("x\0\0"), PictureFiles.packed(new byte[200], 1));
    byte[] plain =
        PictureFiles.pngWith(
            PictureFiles.encode(picture(), "png", false), PictureFiles.chunk("iCCP", icc));
    byte[] photo = plain;
    for (String name : new String[] {"tEXt", "zTXt", "iTXt", "tIME", "prVt", "eXIf"}) {
      photo = PictureFiles.pngWith(photo, PictureFiles.chunk(name, ascii("x\0" + SECRET)));
    }
    photo = and(photo, ascii(SECRET));

    assertArrayEquals(plain, stripped(photo));
  }

  @Test
  void aMovingPngStillMoves() throws Exception {
    byte[] png = PictureFiles.encode(picture(), "png", false);
    png = PictureFiles.pngWith(png, PictureFiles.chunk("fcTL", new byte[26]));
    png = PictureFiles.pngWith(png, PictureFiles.chunk("acTL", new byte[8]));

    assertArrayEquals(png, stripped(png));
  }

  @Test
  void aWebpIsLeftWithItsPixelsAndSaysSo() throws Exception {
    byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] photo =
        webp(
            chunk("VP8X", new byte[] {8 + 4 + 32, 0, 0, 0, 63, 0, 0, 47, 0, 0}),
            chunk("ICCP", icc),
            lossyPixels(),
            chunk("EXIF", tiff(1)),
            chunk("XMP ", ascii(SECRET)),
            chunk("ABCD", ascii(SECRET)));
    byte[] plain =
        webp(
            chunk("VP8X", new byte[] {32, 0, 0, 0, 63, 0, 0, 47, 0, 0}),
            chunk("ICCP", icc),
            lossyPixels());

    assertArrayEquals(plain, stripped(and(photo, ascii(SECRET))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy", "lossless", "alpha", "moving", "large-alpha"})
  void aWebpWithoutAnythingIsTheSame(String name) throws Exception {
    byte[] webp = PictureFiles.resource(name + ".webp");

    assertArrayEquals(webp, stripped(webp));
  }

  @Test
  void aGifIsLeftWithItsPicturesAndGoesOnForEver() throws Exception {
    byte[] gif = PictureFiles.gif(9, 9, new int[] {0, 0, 9, 9, 1}, new int[] {0, 0, 9, 9, 0});
    int header = 13 + 6;
    byte[] loop = and(new byte[] {0x21, (byte) 0xff, 11}, ascii("NETSCAPE2.0\3\1\0\0\0"));
    byte[] plain = inserted(gif, header, loop);
    byte[] comment =
        and(new byte[] {0x21, (byte) 0xfe, (byte) SECRET.length()}, ascii(SECRET + "\0"));
    byte[] xmp =
        and(
            new byte[] {0x21, (byte) 0xff, 11},
            and(ascii("XMP DataXMP"), ascii((char) SECRET.length() + SECRET + "\0")));
    byte[] photo = inserted(inserted(plain, header, comment), header, xmp);

    assertArrayEquals(plain, stripped(and(photo, ascii(SECRET))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "%PDF-1.7", "\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n", "GIF89a"})
  void whatIsNoPictureIsCopied(String text) throws Exception {
    byte[] file = text.getBytes(StandardCharsets.ISO_8859_1);
    Path to = folder.resolve("to");

    assertEquals(Result.COPIED, PhotoMetadata.strip(written(file), to));
    assertArrayEquals(file, Files.readAllBytes(to));
  }

  @Test
  void aPngWithAPartThatIsNeededAndUnknownIsCopied() throws Exception {
    byte[] png =
        PictureFiles.pngWith(
            PictureFiles.encode(picture(), "png", false),
            PictureFiles.chunk("CgBI", ascii(SECRET)));
    Path to = folder.resolve("to");

    assertEquals(Result.COPIED, PhotoMetadata.strip(written(png), to));
    assertArrayEquals(png, Files.readAllBytes(to));
  }

  @Test
  void aFileIsNotWrittenOverItself() throws Exception {
    Path file = written(PictureFiles.encode(picture(), "jpeg", false));

    assertThrows(IllegalArgumentException.class, () -> PhotoMetadata.strip(file, file));
    assertTrue(Files.size(file) > 100);
  }

  @Test
  void aPhotoWithoutItsEndHasNothingOfThePhotographerEither() throws Exception {
    byte[] jpeg = PictureFiles.jpegWithExif(PictureFiles.encode(picture(), "jpeg", false), tiff(6));
    byte[] png = PictureFiles.pngWithExif(PictureFiles.encode(picture(), "png", false), tiff(6));

    for (byte[] whole : new byte[][] {jpeg, png}) {
      byte[] cut = Arrays.copyOf(whole, whole.length - 20);
      byte[] clean = stripped(cut);
      assertArrayEquals(Arrays.copyOf(stripped(whole), clean.length), clean);
      assertEquals(stripped(whole).length - 20, clean.length);
    }
  }

  @Test
  void whereverAFileIsCutTheCopyIsOfUse() throws Exception {
    for (byte[] whole : photos()) {
      for (int length = 0; length < whole.length; length += 1 + length / 25) {
        assertCleanOrTheSame(Arrays.copyOf(whole, length));
      }
    }
  }

  @Test
  void aGarbledFileIsNoWorseThanItWas() throws Exception {
    Random random = new Random(19);
    byte[][] photos = photos();
    int clean = 0;
    for (int i = 0; i < Form.of(500, 1_500); i++) {
      byte[] photo = photos[i % photos.length].clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        // More often where the structure is.
        int at = random.nextInt(random.nextBoolean() ? photo.length : Math.min(photo.length, 300));
        photo[at] = random.nextInt(3) == 0 ? (byte) 0xff : (byte) random.nextInt();
      }
      clean += assertCleanOrTheSame(photo) == Result.CLEAN ? 1 : 0;
    }
    assertTrue(clean > Form.of(160, 500));
  }

  @Test
  void aLargeFileTakesLittleMemory() throws Exception {
    byte[] jpeg = PictureFiles.jpegWithExif(PictureFiles.encode(picture(), "jpeg", false), tiff(6));
    Path from = written(jpeg);
    byte[] piece = new byte[1 << 20];
    new Random(2).nextBytes(piece);
    for (int i = 0; i < piece.length; i++) {
      piece[i] = piece[i] == (byte) 0xff ? 0 : piece[i];
    }
    try (var out = Files.newOutputStream(from)) {
      out.write(jpeg, 0, jpeg.length - 2);
      for (int i = 0; i < 40; i++) {
        out.write(piece);
      }
      out.write(jpeg, jpeg.length - 2, 2);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path to = folder.resolve("to");
    PhotoMetadata.strip(from, to);
    long before = threads.getCurrentThreadAllocatedBytes();

    assertEquals(Result.CLEAN, PhotoMetadata.strip(from, to));

    assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1_000_000);
    assertTrue(Files.size(to) > 40 << 20);
  }

  /// A photo of each kind, with something of everything.
  private static byte[][] photos() throws IOException {
    byte[] png = PictureFiles.encode(picture(), "png", false);
    png = PictureFiles.pngWith(png, PictureFiles.chunk("tEXt", ascii("x\0" + SECRET)));
    byte[] jpeg = PictureFiles.encode(picture(), "jpeg", false);
    jpeg = PictureFiles.jpegWith(jpeg, 0xfe, ascii(SECRET));
    byte[] progressive = PictureFiles.encode(picture(), "jpeg", true);
    byte[] gif = PictureFiles.encode(picture(), "gif", false);
    return new byte[][] {
      PictureFiles.pngWithExif(png, tiff(6)),
      PictureFiles.jpegWithExif(jpeg, tiff(6)),
      PictureFiles.jpegWithExif(progressive, tiff(3)),
      inserted(gif, gif.length - 1, and(new byte[] {0x21, (byte) 0xfe, 3}, ascii("abc\0"))),
      PictureFiles.resource("moving.webp"),
      webp(
          chunk("VP8X", new byte[] {8 + 4, 0, 0, 0, 63, 0, 0, 47, 0, 0}),
          lossyPixels(),
          chunk("EXIF", tiff(6)),
          chunk("XMP ", ascii(SECRET)))
    };
  }

  private Result assertCleanOrTheSame(byte[] file) throws IOException {
    Path to = folder.resolve("to");
    Result result = PhotoMetadata.strip(written(file), to);
    byte[] copy = Files.readAllBytes(to);
    if (result == Result.COPIED) {
      assertArrayEquals(file, copy);
    } else {
      assertSamePixels(file, copy);
      assertEquals(Result.CLEAN, PhotoMetadata.strip(written(copy), to));
      assertArrayEquals(copy, Files.readAllBytes(to));
    }
    return result;
  }

  private static void assertSamePixels(byte[] expected, byte[] actual) throws IOException {
    // What could not be shown may be better off without its metadata.
    if (shown(expected) != Reason.BROKEN) {
      assertEquals(shown(expected), shown(actual));
    }
  }

  /// What is to be seen, or why nothing is.
  private static Object shown(byte[] file) {
    try {
      PictureFile picture = PictureFile.of(ByteBuffer.wrap(file));
      CropRegion region =
          CropRegion.whole(picture.width(), picture.height(), 30_000, Long.MAX_VALUE);
      if ((long) region.width() * region.height() > 1_000_000) {
        return "too large for a test";
      }
      RawPixels pixels =
          picture.decode(region, new DecodingBudget(Duration.ofSeconds(60), 1L << 30));
      return Arrays.hashCode(pixels.argb(picture.profile())) + " " + picture.orientation();
    } catch (PictureRefusedException refused) {
      return refused.reason();
    }
  }

  private byte[] stripped(byte[] photo) throws IOException {
    Path to = folder.resolve("to");
    assertEquals(Result.CLEAN, PhotoMetadata.strip(written(photo), to));
    byte[] clean = Files.readAllBytes(to);
    assertFalse(new String(clean, StandardCharsets.ISO_8859_1).contains(SECRET));
    BufferedImage before = ImageIO.read(new ByteArrayInputStream(photo));
    BufferedImage after = ImageIO.read(new ByteArrayInputStream(clean));
    if (before != null) {
      assertArrayEquals(pixels(before), pixels(after));
    }
    return clean;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }

  private Path written(byte[] file) throws IOException {
    return Files.write(folder.resolve("from"), file);
  }

  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 50 * 40; i++) {
      image.setRGB(i % 50, i / 50, (random.nextInt() & 0x3f3f3f) | (i % 50) << 17);
    }
    return image;
  }

  /// With a word of how the camera was held, and one of where it was.
  private static byte[] tiff(int orientation) {
    return and(PictureFiles.tiff(orientation), ascii(SECRET));
  }

  private static byte[] lossyPixels() throws IOException {
    byte[] webp = PictureFiles.resource("lossy.webp");
    return Arrays.copyOfRange(webp, 12, webp.length);
  }

  private static byte[] webp(byte[]... chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(ascii("WEBP"));
    for (byte[] each : chunks) {
      all.writeBytes(each);
    }
    return chunk("RIFF", all.toByteArray());
  }

  private static byte[] chunk(String name, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + (data.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii(name))
        .putInt(data.length)
        .put(data)
        .array();
  }

  private static byte[] inserted(byte[] file, int at, byte[] more) {
    return and(and(Arrays.copyOf(file, at), more), Arrays.copyOfRange(file, at, file.length));
  }

  private static byte[] and(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
