package chatter.server.picture;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/// The decoded square, with the numbers of the file and not yet colours: what they mean is said by
/// a profile, or by custom. Eight bits each.
///
/// Java's own way from pixels to colours is not taken: it holds grey numbers to be linear light, so
/// that everything grey comes out too bright, and converts a pixel at a time.
final class RawPixels {
  final int side;

  /// How many numbers make a colour: 1 grey, 3 red, green and blue, 4 inks.
  final int bands;

  /// Of each sample in turn, row by row.
  final byte[] colours;

  /// 0 where nothing is to be seen, 255 where nothing shines through.
  final byte[] alpha;

  /// Nothing anywhere.
  RawPixels(int side, int bands) {
    this.side = side;
    this.bands = bands;
    this.colours = new byte[side * side * bands];
    this.alpha = new byte[side * side];
  }

  /// Whether there is anything to be seen.
  boolean visible() {
    for (byte a : alpha) {
      if (a != 0) {
        return true;
      }
    }
    return false;
  }

  /// Takes what was decoded into the square.
  ///
  /// @param raster the decoded samples
  /// @param model what they are; null for colours without transparency
  /// @param column where the leftmost of them belong
  /// @param row where the topmost of them belong
  void put(Raster raster, ColorModel model, int column, int row) {
    int width = Math.min(raster.getWidth(), side - column);
    int height = Math.min(raster.getHeight(), side - row);
    int[] pixels = new int[raster.getWidth() * raster.getNumBands()];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, pixels);
      int to = (row + y) * side + column;
      if (model instanceof IndexColorModel palette) {
        putIndexed(pixels, palette, width, to);
      } else {
        putDirect(pixels, raster, width, to);
      }
    }
  }

  private void putIndexed(int[] pixels, IndexColorModel palette, int width, int to) {
    for (int x = 0; x < width; x++) {
      // An index behind the end of the palette is black in browsers.
      int argb = pixels[x] < palette.getMapSize() ? palette.getRGB(pixels[x]) : 0xff000000;
      int at = (to + x) * bands;
      for (int band = 0; band < bands; band++) {
        colours[at + band] = (byte) (argb >> (16 - 8 * band));
      }
      alpha[to + x] = (byte) (argb >> 24);
    }
  }

  private void putDirect(int[] pixels, Raster raster, int width, int to) {
    int all = raster.getNumBands();
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    for (int x = 0; x < width; x++) {
      for (int band = 0; band < bands; band++) {
        colours[(to + x) * bands + band] = eightBits(pixels[x * all + band], most);
      }
      alpha[to + x] = all > bands ? eightBits(pixels[x * all + bands], most) : (byte) 0xff;
    }
  }

  private static byte eightBits(int value, int most) {
    return (byte) (most == 0xff ? value : (value * 255 + most / 2) / most);
  }

  /// The colours, as a browser shows them.
  ///
  /// @param profile what the file says its numbers mean; null if it says nothing
  int[] argb(byte[] profile) {
    byte[] rgb = profile == null ? null : ColourProfile.convert(profile, colours, bands, side);
    int[] argb = new int[side * side];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = (alpha[i] & 0xff) << 24 | (rgb == null ? plain(i) : triple(rgb, i * 3));
    }
    return argb;
  }

  private int plain(int i) {
    return switch (bands) {
      case 1 -> (colours[i] & 0xff) * 0x010101;
      case 3 -> triple(colours, i * 3);
      default -> {
        // Inks are stored as what they leave of the white, by everybody that browsers have met.
        int black = colours[i * 4 + 3] & 0xff;
        int rgb = 0;
        for (int band = 0; band < 3; band++) {
          rgb = rgb << 8 | ((colours[i * 4 + band] & 0xff) * black + 127) / 255;
        }
        yield rgb;
      }
    };
  }

  private static int triple(byte[] rgb, int at) {
    return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
  }

  /// Says of all of it that nothing shines through.
  void opaque() {
    Arrays.fill(alpha, (byte) 0xff);
  }
}
