package chatter.client.system.notification;

/// The program's picture with a dot on it. Worked out here: what could draw it otherwise, AWT or
/// JavaFX, is not loaded for so little, or not allowed on this thread.
final class BadgePicture {
  private static final int VIOLET = 0x6d3fd6;
  private static final int WHITE = 0xffffff;
  private static final int RED = 0xd92d20;

  /// The picture is described as one of that size.
  private static final double SIZE = 64;

  private static final double CORNER = 20;
  private static final double STAR = 20.8;

  /// Makes the star's sides as round as those of the program's icon.
  private static final double BEND = 0.6;

  private static final double DOT = 20;

  /// Each pixel is looked at in so many places, across and down, for edges without steps.
  private static final int SAMPLES = 4;

  private BadgePicture() {}

  /// Of so many pixels a side; four bytes each by rows: opacity, red, green, blue.
  static byte[] draw(int side) {
    byte[] pixels = new byte[4 * side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        put(pixels, 4 * (y * side + x), x, y, SIZE / side);
      }
    }
    return pixels;
  }

  private static void put(byte[] pixels, int at, int x, int y, double scale) {
    int covered = 0;
    int[] sums = new int[3];
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
      int across = i % SAMPLES;
      int down = i / SAMPLES;
      int colour =
          colourAt((x + (across + 0.5) / SAMPLES) * scale, (y + (down + 0.5) / SAMPLES) * scale);
      if (colour >= 0) {
        covered++;
        sums[0] += colour >> 16;
        sums[1] += colour >> 8 & 0xff;
        sums[2] += colour & 0xff;
      }
    }
    if (covered > 0) {
      pixels[at] = (byte) (covered * 0xff / (SAMPLES * SAMPLES));
      for (int i = 0; i < sums.length; i++) {
        pixels[at + 1 + i] = (byte) (sums[i] / covered);
      }
    }
  }

  /// Negative outside.
  private static int colourAt(double x, double y) {
    if (Math.hypot(x - (SIZE - DOT), y - DOT) < DOT) {
      return RED;
    }
    double fromX = Math.abs(x - SIZE / 2);
    double fromY = Math.abs(y - SIZE / 2);
    if (Math.pow(fromX, BEND) + Math.pow(fromY, BEND) < Math.pow(STAR, BEND)) {
      return WHITE;
    }
    double straight = SIZE / 2 - CORNER;
    double corner = Math.hypot(Math.max(0, fromX - straight), Math.max(0, fromY - straight));
    return corner < CORNER ? VIOLET : -1;
  }
}
