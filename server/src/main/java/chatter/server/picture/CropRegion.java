package chatter.server.picture;

/// The part of a picture that is decoded: the square in its middle, of which every `step`-th pixel
/// in both directions. Memory goes by this, not by what a file says about its size.
///
/// @param left of the square, in pixels of the picture as stored
/// @param top of the square
/// @param step how many pixels of the file one sample stands for, at least 1
/// @param side samples in each direction
record CropRegion(int left, int top, int step, int side) {
  /// The middle of a picture, with enough samples for averaging 2 x 2 of them into each pixel of
  /// the result.
  ///
  /// @param width of the picture, at least 1
  /// @param height of the picture, at least 1
  /// @param result side of what is to be made
  static CropRegion middle(int width, int height, int result) {
    int crop = Math.min(width, height);
    int step = Math.max(1, crop / (2 * result));
    return new CropRegion((width - crop) / 2, (height - crop) / 2, step, Math.ceilDiv(crop, step));
  }

  /// The first sample, counted from 0, at or behind a column of the picture; `side` if none is.
  int firstColumn(int x) {
    return first(x - left);
  }

  /// The first sample at or below a row of the picture; `side` if none is.
  int firstRow(int y) {
    return first(y - top);
  }

  private int first(int distance) {
    return distance <= 0 ? 0 : Math.min(side, Math.ceilDiv(distance, step));
  }
}
