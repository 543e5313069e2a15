package chatter.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How large a picture is, by its header.
class PictureSizeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "progressive"})
  void theHeaderSaysIt(String kind) throws Exception {
    assertEquals(Optional.of(new PictureSize(31, 17)), sizeOf(encoded(kind)));
  }

  @Test
  void soDoesThatOfEveryKindOfWebp() throws Exception {
    for (String name : new String[] {"lossy", "lossless", "alpha", "moving"}) {
      assertEquals(
          Optional.of(new PictureSize(64, 48)),
          sizeOf(PictureFiles.resource(name + ".webp")),
          name);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,31,17", "3,31,17", "5,17,31", "6,17,31", "8,17,31", "9,31,17"})
  void itIsThatOfThePictureTurnedUpright(int orientation, int width, int height) throws Exception {
    Optional<PictureSize> expected = Optional.of(new PictureSize(width, height));
    byte[] tiff = PictureFiles.tiff(orientation);

    assertEquals(expected, sizeOf(PictureFiles.jpegWithExif(encoded("jpeg"), tiff)));
    assertEquals(expected, sizeOf(PictureFiles.pngWithExif(encoded("png"), tiff)));
  }

  @Test
  void aFirstPictureThatStandsOverTheEdgeOfAGifIsShownWhole() throws Exception {
    byte[] gif = PictureFiles.gif(10, 10, new int[] {5, 0, 20, 4, 1});

    assertEquals(Optional.of(new PictureSize(25, 10)), sizeOf(gif));
  }

  @Test
  void itAgreesWithWhatIsDecoded() throws Exception {
    for (byte[] file :
        new byte[][] {
          encoded("png"),
          encoded("jpeg"),
          encoded("gif"),
          PictureFiles.resource("moving.webp"),
          PictureFiles.gif(10, 10, new int[] {5, 0, 20, 4, 1})
        }) {
      PictureFile taken = PictureFile.of(ByteBuffer.wrap(file));

      assertEquals(Optional.of(new PictureSize(taken.width(), taken.height())), sizeOf(file));
    }
  }

  @Test
  void whatIsNoPictureHasNone() throws Exception {
    assertEquals(Optional.empty(), sizeOf(new byte[0]));
    assertEquals(Optional.empty(), sizeOf("%PDF-1.7".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(
        Optional.empty(), sizeOf("<svg width='3' height='3'>".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void whatClaimsMoreThanIsEverDecodedHasNone() throws Exception {
    assertEquals(Optional.empty(), sizeOf(PictureFiles.png(20_000, 20_000, 1, 0, 0, new byte[9])));
    assertEquals(Optional.empty(), sizeOf(PictureFiles.png(0, 20, 1, 0, 0, new byte[9])));
    assertEquals(
        Optional.empty(), sizeOf(PictureFiles.gif(65_535, 65_535, new int[] {0, 0, 1, 1, 1})));
  }

  @ParameterizedTest
  @CsvSource({"8160,6120,true", "12000,9000,true", "16000,12000,false", "20001,20,false"})
  void cameraPhonesTakeMany(int width, int height, boolean taken) throws Exception {
    ByteBuffer jpeg = ByteBuffer.wrap(encoded("jpeg"));
    int frame = 0;
    while ((jpeg.getShort(frame) & 0xffff) != 0xffc0) {
      frame++;
    }
    jpeg.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);

    assertEquals(taken, sizeOf(jpeg.array()).isPresent());
  }

  @Test
  void aFileThatEndsInItsHeaderHasNone() throws Exception {
    for (String kind : new String[] {"png", "jpeg", "gif"}) {
      byte[] whole = encoded(kind);
      for (int length = 0; length < whole.length; length++) {
        Optional<PictureSize> size = sizeOf(Arrays.copyOf(whole, length));
        assertTrue(size.isEmpty() || size.get().equals(new PictureSize(31, 17)));
      }
    }
  }

  @Test
  void garbledFilesHaveASizeOrNone() throws Exception {
    Random random = new Random(5);
    byte[][] files = {
      encoded("png"), encoded("jpeg"), encoded("gif"), PictureFiles.resource("moving.webp")
    };
    for (int i = 0; i < 4_000; i++) {
      byte[] file = files[i % files.length].clone();
      for (int n = 0; n < 4; n++) {
        file[random.nextInt(Math.min(file.length, 200))] = (byte) random.nextInt();
      }
      PictureSize.of(ByteBuffer.wrap(file))
          .ifPresent(size -> assertTrue(size.width() > 0 && size.height() > 0));
    }
  }

  @Test
  void aLargeFileIsNotReadIntoMemory() throws Exception {
    Path file = folder.resolve("large.jpg");
    Files.write(file, encoded("jpeg"));
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
      longer.setLength(200_000_000);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    PictureSize.of(file);
    long before = threads.getCurrentThreadAllocatedBytes();

    assertEquals(Optional.of(new PictureSize(31, 17)), PictureSize.of(file));

    assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 100_000);
  }

  private static byte[] encoded(String kind) throws IOException {
    BufferedImage image = PictureFiles.filled(31, 17, BufferedImage.TYPE_INT_RGB, 0xff336699);
    boolean progressive = kind.equals("progressive");
    return PictureFiles.encode(image, progressive ? "jpeg" : kind, progressive);
  }

  private Optional<PictureSize> sizeOf(byte[] file) throws IOException {
    return PictureSize.of(Files.write(folder.resolve("picture"), file));
  }
}
