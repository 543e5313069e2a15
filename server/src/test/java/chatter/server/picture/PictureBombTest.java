package chatter.server.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.picture.PictureFiles.Bits;
import chatter.server.picture.PictureRefusedException.Reason;
import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Small files that ask for much work or memory. What is measured is this thread's own processor
/// time and what it asked for, so that a busy computer changes nothing.
class PictureBombTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aJpegOfManyPassesIsRefusedBeforeTheFirst() throws Exception {
    byte[] jpeg = PictureFiles.encode(grey(400, 400), "jpeg", true);

    assertEquals(Reason.TOO_COSTLY, refusalOf(PictureFiles.withScans(jpeg, 2_000)));
  }

  @Test
  void anOrdinaryProgressiveJpegIsTaken() throws Exception {
    assertNotNull(Picture.fromUpload(PictureFiles.encode(grey(400, 400), "jpeg", true)));
  }

  @Test
  void aDecoderThatLoopsOverItsInputIsStoppedByTheBudget() throws Exception {
    byte[] jpeg = PictureFiles.withScans(PictureFiles.encode(grey(2_000, 2_000), "jpeg", true), 50);
    assertStoppedEarly(PictureFile.of(ByteBuffer.wrap(jpeg)));
  }

  @ParameterizedTest
  @CsvSource({
    "1,40000000,8,0,0",
    "40000000,1,8,0,0",
    "20001,1,1,0,1",
    "8000,5000,16,6,0",
    "8000,5000,16,6,1",
    "20000,20000,1,3,0",
    "2147483647,2147483647,16,6,0"
  })
  void aPngOfTooMuchIsRefusedByItsHeader(int width, int height, int depth, int type, int interlace)
      throws Exception {
    byte[] png = PictureFiles.png(width, height, depth, type, interlace, new byte[20]);
    long start = THREADS.getCurrentThreadAllocatedBytes();

    assertEquals(Reason.TOO_MANY_PIXELS, refusalOf(png));

    assertTrue(THREADS.getCurrentThreadAllocatedBytes() - start < 2_000_000);
  }

  @ParameterizedTest
  @CsvSource({"1500,1500,16,2,0", "1500,1500,16,2,1", "2,20000,8,2,1", "20000,20,1,0,0"})
  void whatIsLetThroughTakesLittle(int width, int height, int depth, int type, int interlace)
      throws Exception {
    byte[] png = PictureFiles.emptyPng(width, height, depth, type, interlace);
    long start = THREADS.getCurrentThreadAllocatedBytes();

    assertNotNull(Picture.fromUpload(png));

    assertTrue(THREADS.getCurrentThreadAllocatedBytes() - start < 40_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iTXt", "iCCP", "eXIf"})
  void whatStandsBesideThePixelsIsNotUnpacked(String chunk) throws Exception {
    byte[] text = PictureFiles.packed(new byte[1 << 20], 30);
    byte[] named = new byte[text.length + 3];
    System.arraycopy(text, 0, named, 3, text.length);
    named[0] = 'x';
    byte[] png = PictureFiles.emptyPng(300, 300, 8, 2, 0, PictureFiles.chunk(chunk, named));
    long start = THREADS.getCurrentThreadAllocatedBytes();

    assertNotNull(Picture.fromUpload(png));

    assertTrue(THREADS.getCurrentThreadAllocatedBytes() - start < 20_000_000);
  }

  @Test
  void aWebpThatHasItsPixelsGoneOverAgainAndAgainIsStopped() {
    Bits bits = new Bits(1_000, 1_000);
    for (int i = 0; i < 100_000; i++) {
      bits.put(1, 1).put(2, 2);
    }
    byte[] webp = bits.put(0, 3).tables(1, 2, 3).webp();
    assertStoppedEarly(PictureFile.of(ByteBuffer.wrap(webp)));
  }

  @Test
  void aWebpWithMoreTablesThanPixelsIsStopped() {
    Bits bits = new Bits(300, 300).put(0, 2).put(1, 1).put(7, 3).put(0, 1).tables(255, 255, 0);
    for (int i = 0; i < 65_536; i++) {
      bits.tables(1, 2, 3);
    }
    byte[] webp = bits.webp();
    long start = THREADS.getCurrentThreadAllocatedBytes();

    assertEquals(Reason.TOO_COSTLY, refusalOf(webp));

    // Undisturbed it keeps 370 MB.
    assertTrue(THREADS.getCurrentThreadAllocatedBytes() - start < 100_000_000);
  }

  @Test
  void aSmallWebpIsTaken() throws Exception {
    byte[] webp = new Bits(300, 300).put(0, 3).tables(10, 20, 30).webp();

    assertEquals("image/jpeg", Picture.fromUpload(webp).mediaType());
  }

  @ParameterizedTest
  @CsvSource({"65535,65535", "16000,1001", "65535,1"})
  void aGifWithAHugeCanvasIsRefused(int width, int height) {
    byte[] gif = PictureFiles.gif(width, height, new int[] {0, 0, 2, 2, 1});

    assertEquals(Reason.TOO_MANY_PIXELS, refusalOf(gif));
  }

  @Test
  void aGifOfManyPicturesIsTakenByItsFirst() {
    int[][] frames = new int[20_000][];
    Arrays.fill(frames, new int[] {0, 0, 4, 4, 1});

    assertNotNull(Picture.fromUpload(PictureFiles.gif(4, 4, frames)));
  }

  @Test
  void manyPicturesThatShowNothingAreNotAllLookedAt() {
    int[][] frames = new int[20_000][];
    Arrays.fill(frames, new int[] {0, 0, 4, 4, 0});

    assertEquals(Reason.EMPTY, refusalOf(PictureFiles.gif(4, 4, frames)));
  }

  /// A little budget is over long before a fivefold one, whatever the computer.
  private static void assertStoppedEarly(PictureFile file) {
    Duration budget = Duration.ofMillis(20);
    long little = costOfRefusal(file, budget);
    long more = costOfRefusal(file, budget.multipliedBy(5));
    assertTrue(little < more / 2, () -> little + " ns, with five times the budget " + more);
  }

  private static long costOfRefusal(PictureFile file, Duration budget) {
    long start = THREADS.getCurrentThreadCpuTime();
    assertEquals(Reason.TOO_COSTLY, refusalOf(file, budget, 1L << 30));
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  private static Reason refusalOf(byte[] upload) {
    return assertThrows(PictureRefusedException.class, () -> Picture.fromUpload(upload)).reason();
  }

  private static Reason refusalOf(PictureFile file, Duration cpu, long bytes) {
    CropRegion region = CropRegion.middle(file.width(), file.height(), Picture.SIDE);
    return assertThrows(
            PictureRefusedException.class,
            () -> file.decode(region, new DecodingBudget(cpu, bytes)))
        .reason();
  }

  private static BufferedImage grey(int width, int height) {
    return PictureFiles.filled(width, height, BufferedImage.TYPE_INT_RGB, 0xff808080);
  }
}
