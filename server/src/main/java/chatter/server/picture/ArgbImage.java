package chatter.server.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Colours in sRGB, decoded. `Graphics2D` is not used on them because it would start the desktop
/// toolkit inside a server.
final class ArgbImage {
  private final int width;
  private final int height;
  private final int[] pixels;

  /// @param width in pixels
  /// @param height in pixels
  /// @param pixels row by row: alpha, red, green, blue; owned from here on
  ArgbImage(int width, int height, int[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// Whether nothing shines through anywhere.
  boolean opaque() {
    for (int argb : pixels) {
      if (argb >>> 24 != 0xff) {
        return false;
      }
    }
    return true;
  }

  /// Turned upright, or itself if it is.
  ArgbImage turned(Orientation orientation) {
    if (orientation.equals(Orientation.UPRIGHT)) {
      return this;
    }
    int toWidth = orientation.transposed() ? height : width;
    int toHeight = orientation.transposed() ? width : height;
    int[] upright = new int[pixels.length];
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        upright[y * toWidth + x] =
            pixels[
                orientation.storedY(x, y, toWidth, toHeight) * width
                    + orientation.storedX(x, y, toWidth, toHeight)];
      }
    }
    return new ArgbImage(toWidth, toHeight, upright);
  }

  /// Made to fit into a square, each pixel the average of what falls into it; itself if it does.
  ///
  /// @param side in pixels
  ArgbImage fitting(int side) {
    CropRegion region = CropRegion.whole(width, height, side, Long.MAX_VALUE);
    if (region.width() == width && region.height() == height) {
      return this;
    }
    RawPixels smaller = new RawPixels(region, 3);
    for (int y = 0; y < height; y++) {
      smaller.putArgb(y, pixels, y * width);
    }
    return new ArgbImage(region.width(), region.height(), smaller.argb(null));
  }

  /// As a file without anything but the pixels.
  ///
  /// @param format `jpeg`, which shows transparent parts as black, or `png`
  /// @param quality of a JPEG, 0 to 1
  byte[] encoded(String format, float quality) {
    BufferedImage image =
        new BufferedImage(
            width, height, opaque() ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    image.getRaster().setDataElements(0, 0, width, height, pixels);
    return encode(image, format, quality);
  }

  static byte[] encode(BufferedImage image, String format, float quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 * 1024);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("encoding into memory cannot fail", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
