package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;

/// How much a file may claim, looked at before anything is decoded.
final class PictureLimits {
  /// The most pixels in one direction; a line is held in memory whole.
  static final int MOST_SIDE = 20_000;

  /// The most pixels of what is decoded line by line.
  static final long MOST_PIXELS = 40_000_000;

  /// The most pixels of a JPEG of one pass, which decodes fast: cameras of phones have 50 million,
  /// some 108.
  static final long MOST_PIXELS_OF_A_PHOTO = 120_000_000;

  /// The most pixels of what decoders hold in memory whole.
  static final long MOST_PIXELS_AT_ONCE = 16_000_000;

  private PictureLimits() {}

  /// @param most pixels in all
  /// @throws PictureRefusedException if it is larger, or has no pixels
  static void check(long width, long height, long most) {
    if (width <= 0 || height <= 0) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    if (width > MOST_SIDE || height > MOST_SIDE || width * height > most) {
      throw new PictureRefusedException(Reason.TOO_MANY_PIXELS, null);
    }
  }
}
