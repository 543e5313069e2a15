package chatter.server.picture;

import java.awt.image.BufferedImage;

/// Turns a square upright and scales it by averaging. Written out by hand because `Graphics2D`
/// would start the desktop toolkit inside a server.
final class SquareCrop {
  private SquareCrop() {}

  /// Turns and scales.
  ///
  /// @param stored the pixels as they are in the file, row by row
  /// @param crop how many make a row, and how many rows there are
  /// @param orientation how they have to be turned
  /// @param side of the square to make, in pixels
  /// @return with an alpha channel only if something is transparent
  static BufferedImage of(int[] stored, int crop, Orientation orientation, int side) {
    int[] upright = new int[crop * crop];
    for (int y = 0; y < crop; y++) {
      for (int x = 0; x < crop; x++) {
        upright[y * crop + x] =
            stored[
                orientation.storedY(x, y, crop, crop) * crop
                    + orientation.storedX(x, y, crop, crop)];
      }
    }
    int[] scaled = new int[side * side];
    boolean transparent = false;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int argb = average(upright, crop, x, y, side);
        scaled[y * side + x] = argb;
        transparent |= (argb >>> 24) != 0xff;
      }
    }
    BufferedImage square =
        new BufferedImage(
            side, side, transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    square.setRGB(0, 0, side, side, scaled, 0, side);
    return square;
  }

  /// The average of what falls into one pixel of the result, each colour weighted by how opaque it
  /// is; a small picture's pixels are repeated.
  private static int average(int[] pixels, int size, int x, int y, int side) {
    int fromX = (int) ((long) x * size / side);
    int fromY = (int) ((long) y * size / side);
    int toX = Math.max(fromX + 1, (int) ((long) (x + 1) * size / side));
    int toY = Math.max(fromY + 1, (int) ((long) (y + 1) * size / side));
    long alpha = 0;
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int py = fromY; py < toY; py++) {
      for (int px = fromX; px < toX; px++) {
        int argb = pixels[py * size + px];
        int a = argb >>> 24;
        alpha += a;
        red += (long) a * ((argb >> 16) & 0xff);
        green += (long) a * ((argb >> 8) & 0xff);
        blue += (long) a * (argb & 0xff);
      }
    }
    if (alpha == 0) {
      return 0;
    }
    int count = (toX - fromX) * (toY - fromY);
    return (int) (alpha / count) << 24
        | (int) (red / alpha) << 16
        | (int) (green / alpha) << 8
        | (int) (blue / alpha);
  }
}
