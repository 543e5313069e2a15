package chatter.server.picture;

/// The part of a picture that is decoded, as samples: every `step`-th pixel in both directions.
/// What comes out may have fewer pixels still, each the average of the samples that fall into it.
/// Memory goes by these, not by what a file says about its size.
///
/// @param left of the part, in pixels of the picture as stored
/// @param top of the part
/// @param step how many pixels of the file one sample stands for, at least 1
/// @param columns samples in a row
/// @param rows of samples
/// @param width of the result, at most `columns`
/// @param height of the result, at most `rows`
record CropRegion(int left, int top, int step, int columns, int rows, int width, int height) {
  /// The square in the middle of a picture, with enough samples for averaging 2 x 2 of them into
  /// each pixel of something smaller.
  ///
  /// @param width of the picture, at least 1
  /// @param height of the picture, at least 1
  /// @param result side of what is to be made
  static CropRegion middle(int width, int height, int result) {
    int crop = Math.min(width, height);
    int step = Math.max(1, crop / (2 * result));
    int side = Math.ceilDiv(crop, step);
    return new CropRegion((width - crop) / 2, (height - crop) / 2, step, side, side, side, side);
  }

  /// All of a picture, made to fit into a square and never larger than it is.
  ///
  /// @param width of the picture, at least 1
  /// @param height of the picture, at least 1
  /// @param result side of the square
  /// @param samples so many are asked for at most
  static CropRegion whole(int width, int height, int result, long samples) {
    int step = 1;
    while (Math.ceilDiv(width, step) * (long) Math.ceilDiv(height, step) > samples) {
      step++;
    }
    int columns = Math.ceilDiv(width, step);
    int rows = Math.ceilDiv(height, step);
    int longer = Math.max(width, height);
    double scale = Math.min(1, (double) result / longer);
    return new CropRegion(
        0,
        0,
        step,
        columns,
        rows,
        Math.clamp(Math.round(width * scale), 1, columns),
        Math.clamp(Math.round(height * scale), 1, rows));
  }

  /// The first sample, counted from 0, at or behind a column of the picture; `columns` if none is.
  int firstColumn(int x) {
    return first(x - left, columns);
  }

  /// The first sample at or below a row of the picture; `rows` if none is.
  int firstRow(int y) {
    return first(y - top, rows);
  }

  private int first(int distance, int most) {
    return distance <= 0 ? 0 : Math.min(most, Math.ceilDiv(distance, step));
  }
}
