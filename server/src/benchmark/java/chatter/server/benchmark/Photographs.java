package chatter.server.benchmark;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Photographs of 12 megapixels, as heavy as those of a telephone: JPEGs of a sky with grain.
/// Encoding one takes a second, so that all others are the first with another table of quantization
/// in it, which costs whoever decodes them as much.
final class Photographs {
  private static final int WIDTH = 4_000;
  private static final int HEIGHT = 3_000;
  private static final int MOST_BYTES = 5_000_000;
  private static final int LEAST_BYTES = 3_000_000;
  private static final int COEFFICIENTS = 64;

  private final byte[] first;
  private final int table;

  Photographs() throws IOException {
    first = first();
    table = table(first);
  }

  private static byte[] first() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(12);
    int[] row = new int[WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int grain = (int) (random.nextGaussian() * 5);
        int light = y * 150 / HEIGHT + x * 60 / WIDTH + 20 + (((x / 400) + (y / 300)) % 3) * 8;
        row[x] =
            clamped(light + grain) << 16
                | clamped(light + 10 + grain) << 8
                | clamped(230 - light / 2 + grain);
      }
      image.setRGB(0, y, WIDTH, 1, row, 0, WIDTH);
    }
    for (float quality = 0.95f; quality > 0.3f; quality -= 0.05f) {
      byte[] jpeg = encoded(image, quality);
      if (jpeg.length <= MOST_BYTES) {
        if (jpeg.length < LEAST_BYTES) {
          throw new IOException("a photograph came out at " + jpeg.length + " bytes");
        }
        return jpeg;
      }
    }
    throw new IOException("no photograph came out small enough");
  }

  private static int clamped(int value) {
    return Math.clamp(value, 0, 255);
  }

  private static byte[] encoded(BufferedImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// Where the values of the first table of quantization are.
  private static int table(byte[] jpeg) throws IOException {
    for (int at = 2; at < jpeg.length - 4; ) {
      int marker = jpeg[at + 1] & 0xff;
      if (marker == 0xdb) {
        return at + 5;
      }
      at += 2 + (((jpeg[at + 2] & 0xff) << 8) | (jpeg[at + 3] & 0xff));
    }
    throw new IOException("a photograph without a table of quantization");
  }

  /// How many bytes each has.
  int bytes() {
    return first.length;
  }

  /// One of them; no two are the same.
  byte[] photograph(int number) {
    byte[] photograph = first.clone();
    // From the finest detail on.
    photograph[table + COEFFICIENTS - 1 - number % (COEFFICIENTS / 2)] +=
        (byte) (1 + number / (COEFFICIENTS / 2));
    return photograph;
  }
}
