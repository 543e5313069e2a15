package chatter.server.picture;

/// Makes a picture smaller while it comes in line by line: each pixel of the result is the average
/// of what falls into it, parts of pixels by their part, colours by how opaque they are. Holds
/// nothing but the result.
final class AreaAverage {
  private final int columns;
  private final int rows;
  private final int width;
  private final int height;
  private final int bands;

  /// Of each column of the result: the first and last sample that fall into it, and how much of the
  /// column these two are.
  private final int[] first;

  private final int[] last;
  private final float[] firstPart;
  private final float[] lastPart;

  /// How much of a column a whole sample is.
  private final float part;

  private final float[] sums;
  private final float[] alphaSums;
  private final float[] line;
  private final float[] alphaLine;

  /// @param columns of what comes in
  /// @param rows of what comes in
  /// @param width of the result, at most `columns`
  /// @param height of the result, at most `rows`
  /// @param bands numbers that make a colour
  AreaAverage(int columns, int rows, int width, int height, int bands) {
    this.columns = columns;
    this.rows = rows;
    this.width = width;
    this.height = height;
    this.bands = bands;
    this.first = new int[width];
    this.last = new int[width];
    this.firstPart = new float[width];
    this.lastPart = new float[width];
    this.part = (float) width / columns;
    this.sums = new float[width * height * bands];
    this.alphaSums = new float[width * height];
    this.line = new float[width * bands];
    this.alphaLine = new float[width];
    for (int x = 0; x < width; x++) {
      // In parts of a sample, 1 / width each, so that nothing is lost by rounding.
      long from = (long) x * columns;
      long to = from + columns;
      first[x] = (int) (from / width);
      last[x] = (int) ((to - 1) / width);
      long firstEnd = Math.min((first[x] + 1L) * width, to);
      firstPart[x] = (float) (firstEnd - from) / columns;
      lastPart[x] = last[x] == first[x] ? 0 : (float) (to - (long) last[x] * width) / columns;
    }
  }

  /// Takes a line in which all is to be seen.
  ///
  /// @param row where it belongs
  /// @param colours of the samples in turn, of all columns
  void add(int row, byte[] colours) {
    for (int x = 0; x < width; x++) {
      int from = first[x] * bands;
      int to = last[x] * bands;
      if (bands == 3) {
        int c0 = 0;
        int c1 = 0;
        int c2 = 0;
        for (int i = from + 3; i < to; i += 3) {
          c0 += colours[i] & 0xff;
          c1 += colours[i + 1] & 0xff;
          c2 += colours[i + 2] & 0xff;
        }
        float f = firstPart[x];
        float l = lastPart[x];
        int at = 3 * x;
        line[at] = c0 * part + f * (colours[from] & 0xff) + l * (colours[to] & 0xff);
        line[at + 1] = c1 * part + f * (colours[from + 1] & 0xff) + l * (colours[to + 1] & 0xff);
        line[at + 2] = c2 * part + f * (colours[from + 2] & 0xff) + l * (colours[to + 2] & 0xff);
      } else {
        for (int band = 0; band < bands; band++) {
          int sum = 0;
          for (int i = from + bands + band; i < to; i += bands) {
            sum += colours[i] & 0xff;
          }
          line[x * bands + band] =
              sum * part
                  + firstPart[x] * (colours[from + band] & 0xff)
                  + lastPart[x] * (colours[to + band] & 0xff);
        }
      }
      alphaLine[x] = 1;
    }
    spread(row);
  }

  /// Takes a line in parts of which what is behind it is seen.
  ///
  /// @param row where it belongs
  /// @param colours of the samples in turn, of all columns
  /// @param alpha of the samples in turn, of all columns
  void add(int row, byte[] colours, byte[] alpha) {
    for (int x = 0; x < width; x++) {
      float alphaSum = 0;
      for (int band = 0; band < bands; band++) {
        line[x * bands + band] = 0;
      }
      for (int i = first[x]; i <= last[x]; i++) {
        if (alpha[i] != 0) {
          float weight = i == first[x] ? firstPart[x] : i == last[x] ? lastPart[x] : part;
          weight *= (alpha[i] & 0xff) / 255f;
          alphaSum += weight;
          for (int band = 0; band < bands; band++) {
            line[x * bands + band] += weight * (colours[i * bands + band] & 0xff);
          }
        }
      }
      alphaLine[x] = alphaSum;
    }
    spread(row);
  }

  /// Into the one or two rows of the result that the line falls into.
  private void spread(int row) {
    long from = (long) row * height;
    int y = (int) (from / rows);
    long end = Math.min(from + height, (y + 1L) * rows);
    spread(y, (float) (end - from) / rows);
    if (from + height > end) {
      spread(y + 1, (float) (from + height - end) / rows);
    }
  }

  private void spread(int y, float weight) {
    int to = y * width * bands;
    for (int i = 0; i < line.length; i++) {
      sums[to + i] += weight * line[i];
    }
    int alphaTo = y * width;
    for (int i = 0; i < width; i++) {
      alphaSums[alphaTo + i] += weight * alphaLine[i];
    }
  }

  /// How many columns a line has.
  int columns() {
    return columns;
  }

  /// Whether anything has come in that can be seen.
  boolean visible() {
    for (float alpha : alphaSums) {
      if (alpha > 0) {
        return true;
      }
    }
    return false;
  }

  /// Writes down what has come in so far.
  ///
  /// @param colours of all pixels of the result in turn
  /// @param alpha of all pixels of the result in turn
  void result(byte[] colours, byte[] alpha) {
    for (int i = 0; i < alphaSums.length; i++) {
      float sum = alphaSums[i];
      alpha[i] = eightBits(255 * sum);
      if (sum > 0) {
        for (int band = 0; band < bands; band++) {
          colours[i * bands + band] = eightBits(sums[i * bands + band] / sum);
        }
      }
    }
  }

  private static byte eightBits(float value) {
    return (byte) Math.min(255, (int) (value + 0.5f));
  }
}
