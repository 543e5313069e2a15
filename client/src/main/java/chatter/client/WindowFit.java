package chatter.client;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Rectangle2D;

/// Where a window can be so that all of it is on a screen. Bounds are those that screens leave to
/// windows, without bars and docks, in the units of JavaFX: a screen of 1366 × 768 pixels at 150 %
/// is 911 × 512 of them.
final class WindowFit {
  /// So much of a window's upper edge has to be on a screen for a hand to get hold of it.
  private static final double GRIP = 64;

  private WindowFit() {}

  /// The same place if all of it is on one screen; otherwise as near to it, and as large, as that
  /// screen allows on which most of it would be, or the first one if it would be on none.
  ///
  /// @param screens at least one, the primary one first
  static Rectangle2D fit(Rectangle2D wanted, List<Rectangle2D> screens) {
    Rectangle2D screen = screenOf(wanted, screens);
    double width = Math.min(wanted.getWidth(), screen.getWidth());
    double height = Math.min(wanted.getHeight(), screen.getHeight());
    return new Rectangle2D(
        Math.clamp(wanted.getMinX(), screen.getMinX(), screen.getMaxX() - width),
        Math.clamp(wanted.getMinY(), screen.getMinY(), screen.getMaxY() - height),
        width,
        height);
  }

  /// The screen on which most of a window is; the first one if it is on none.
  static Rectangle2D screenOf(Rectangle2D window, List<Rectangle2D> screens) {
    return screens.stream()
        .max(Comparator.comparingDouble(bounds -> shared(window, bounds)))
        .filter(bounds -> shared(window, bounds) > 0)
        .orElse(screens.getFirst());
  }

  /// In the middle of a screen, as large as is wanted and possible.
  static Rectangle2D centred(double width, double height, Rectangle2D screen) {
    double w = Math.min(width, screen.getWidth());
    double h = Math.min(height, screen.getHeight());
    return new Rectangle2D(
        screen.getMinX() + (screen.getWidth() - w) / 2,
        screen.getMinY() + (screen.getHeight() - h) / 2,
        w,
        h);
  }

  /// Whether a person can get hold of a window and see all of it by moving it, so that it need not
  /// be touched when the screens change.
  static boolean usable(Rectangle2D window, List<Rectangle2D> screens) {
    return screens.stream()
        .anyMatch(bounds ->
            window.getMinY() >= bounds.getMinY() - 1
                && window.getMinY() + GRIP <= bounds.getMaxY()
                && window.getMaxX() - GRIP >= bounds.getMinX()
                && window.getMinX() + GRIP <= bounds.getMaxX()
                && window.getWidth() <= bounds.getWidth() + 1
                && window.getHeight() <= bounds.getHeight() + 1);
  }

  private static double shared(Rectangle2D one, Rectangle2D other) {
    double width =
        Math.min(one.getMaxX(), other.getMaxX()) - Math.max(one.getMinX(), other.getMinX());
    double height =
        Math.min(one.getMaxY(), other.getMaxY()) - Math.max(one.getMinY(), other.getMinY());
    return Math.max(0, width) * Math.max(0, height);
  }
}
