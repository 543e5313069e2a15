package chatter.server.picture;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/// What was decoded of a region, with the numbers of the file and not yet colours: what they mean
/// is said by a profile, or by custom. Eight bits each.
///
/// Java's own way from pixels to colours is not taken: it holds grey numbers to be linear light, so
/// that everything grey comes out too bright, and converts a pixel at a time.
final class RawPixels {
  final int width;
  final int height;

  /// How many numbers make a colour: 1 grey, 3 red, green and blue, 4 inks.
  final int bands;

  private final byte[] colours;
  private final byte[] alpha;

  /// Null if each sample is a pixel.
  private final AreaAverage average;

  private boolean averaged;

  /// A line on its way.
  private final byte[] line;

  private final byte[] alphaLine;

  /// Transparency that is not told with the colours.
  @FunctionalInterface
  interface Alpha {
    /// @param x of the sample, in what was decoded
    /// @param y of the sample, in what was decoded
    byte at(int x, int y);
  }

  /// Nothing anywhere.
  RawPixels(CropRegion region, int bands) {
    this.width = region.width();
    this.height = region.height();
    this.bands = bands;
    this.colours = new byte[width * height * bands];
    this.alpha = new byte[width * height];
    this.average =
        region.columns() == width && region.rows() == height
            ? null
            : new AreaAverage(region.columns(), region.rows(), width, height, bands);
    this.line = new byte[region.columns() * bands];
    this.alphaLine = new byte[region.columns()];
  }

  /// Whether there is anything to be seen.
  boolean visible() {
    if (average != null) {
      return average.visible();
    }
    for (byte a : alpha) {
      if (a != 0) {
        return true;
      }
    }
    return false;
  }

  /// The numbers of each pixel in turn, row by row; of all that has been put here. May be changed.
  byte[] colours() {
    if (average != null && !averaged) {
      average.result(colours, alpha);
      averaged = true;
    }
    return colours;
  }

  /// Of each pixel in turn: 0 where nothing is to be seen, 255 where nothing shines through.
  byte[] alpha() {
    colours();
    return alpha;
  }

  /// Takes what was decoded.
  ///
  /// @param raster the decoded samples
  /// @param model what they are; null for colours without transparency
  /// @param column where the leftmost of them belong, in samples of the region
  /// @param row where the topmost of them belong
  void put(Raster raster, ColorModel model, int column, int row) {
    put(raster, model, null, column, row);
  }

  /// The same with transparency that stands beside the colours.
  ///
  /// @param beside null if there is none
  void put(Raster raster, ColorModel model, Alpha beside, int column, int row) {
    int[] pixels = new int[raster.getWidth() * raster.getNumBands()];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, pixels);
      if (model instanceof IndexColorModel palette) {
        takeIndexed(pixels, palette, raster.getWidth(), column);
      } else {
        takeDirect(pixels, raster, raster.getWidth(), column);
      }
      if (beside != null) {
        for (int x = 0; x < raster.getWidth(); x++) {
          alphaLine[column + x] = beside.at(x, y);
        }
      }
      boolean opaque = beside == null && (model == null || !model.hasAlpha());
      putLine(row + y, column, raster.getWidth(), opaque);
    }
  }

  /// Takes a line of which nothing is transparent.
  ///
  /// @param samples the numbers of each, of all columns; shared, not kept
  void putOpaque(int row, byte[] samples) {
    if (average != null) {
      average.add(row, samples);
    } else {
      System.arraycopy(samples, 0, colours, row * width * bands, width * bands);
      Arrays.fill(alpha, row * width, (row + 1) * width, (byte) 0xff);
    }
  }

  /// Takes a line of colours as Java holds them.
  ///
  /// @param argb of all columns
  /// @param from where they start
  void putArgb(int row, int[] argb, int from) {
    boolean opaque = true;
    for (int x = 0; x < alphaLine.length; x++) {
      put(x, argb[from + x]);
      opaque &= argb[from + x] >>> 24 == 0xff;
    }
    putLine(row, 0, alphaLine.length, opaque);
  }

  /// Takes one sample of a line, which is kept until `putLine`.
  void put(int column, int argb) {
    for (int band = 0; band < bands; band++) {
      line[column * bands + band] = (byte) (argb >> (16 - 8 * band));
    }
    alphaLine[column] = (byte) (argb >> 24);
  }

  /// Takes the line whose samples have been put.
  ///
  /// @param opaque whether all of them are
  void putLine(int row, int column, int count, boolean opaque) {
    if (average == null) {
      int to = row * width + column;
      System.arraycopy(line, column * bands, colours, to * bands, count * bands);
      System.arraycopy(alphaLine, column, alpha, to, count);
    } else if (opaque && count == average.columns()) {
      average.add(row, line);
    } else {
      Arrays.fill(alphaLine, 0, column, (byte) 0);
      Arrays.fill(alphaLine, column + count, alphaLine.length, (byte) 0);
      average.add(row, line, alphaLine);
    }
  }

  private void takeIndexed(int[] pixels, IndexColorModel palette, int count, int column) {
    for (int x = 0; x < count; x++) {
      // An index behind the end of the palette is black in browsers.
      put(column + x, pixels[x] < palette.getMapSize() ? palette.getRGB(pixels[x]) : 0xff000000);
    }
  }

  private void takeDirect(int[] pixels, Raster raster, int count, int column) {
    int all = raster.getNumBands();
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    for (int x = 0; x < count; x++) {
      for (int band = 0; band < bands; band++) {
        line[(column + x) * bands + band] = eightBits(pixels[x * all + band], most);
      }
      alphaLine[column + x] = all > bands ? eightBits(pixels[x * all + bands], most) : (byte) 0xff;
    }
  }

  private static byte eightBits(int value, int most) {
    return (byte) (most == 0xff ? value : (value * 255 + most / 2) / most);
  }

  /// The colours, as a browser shows them.
  ///
  /// @param profile what the file says its numbers mean; null if it says nothing
  int[] argb(byte[] profile) {
    byte[] numbers = colours();
    byte[] rgb =
        profile == null ? null : ColourProfile.convert(profile, numbers, bands, width, height);
    int[] argb = new int[width * height];
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
}
