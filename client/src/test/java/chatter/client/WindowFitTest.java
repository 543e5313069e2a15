package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowFitTest {
  /// 1366 × 768 at 150 %, with a bar of 40 at the bottom.
  private static final Rectangle2D LAPTOP = new Rectangle2D(0, 0, 911, 472);

  private static final Rectangle2D DESK = new Rectangle2D(911, -300, 1920, 1040);
  private static final List<Rectangle2D> BOTH = List.of(LAPTOP, DESK);

  @ParameterizedTest
  @CsvSource({
    // Larger than the screen, which shows everything at 150 % since.
    "0, 0, 1180, 760",
    // Its title out of reach above, its lower edge below the bar.
    "100, -200, 700, 400",
    "100, 300, 700, 400",
    // Of a screen that was left of this one, right of it, far away.
    "-1500, 100, 800, 450",
    "5000, 100, 800, 450",
    "-9000, 12000, 800, 600",
    // Half out to the right.
    "700, 20, 800, 400",
    "0, 0, 1e9, 1e9"
  })
  void allOfAWindowIsOnTheScreen(double x, double y, double width, double height) {
    Rectangle2D fit = WindowFit.fit(new Rectangle2D(x, y, width, height), List.of(LAPTOP));
    assertTrue(LAPTOP.contains(fit), fit::toString);
    assertEquals(Math.min(width, LAPTOP.getWidth()), fit.getWidth());
    assertEquals(Math.min(height, LAPTOP.getHeight()), fit.getHeight());
  }

  @Test
  void windowThatFitsStaysWhereItIs() {
    Rectangle2D there = new Rectangle2D(1000, -250, 1180, 760);
    assertEquals(there, WindowFit.fit(there, BOTH));
    assertEquals(LAPTOP, WindowFit.fit(LAPTOP, BOTH));
  }

  @Test
  void windowBetweenTwoScreensGoesToTheOneWithMostOfIt() {
    Rectangle2D fit = WindowFit.fit(new Rectangle2D(811, 0, 700, 400), BOTH);
    assertEquals(new Rectangle2D(911, 0, 700, 400), fit);
  }

  @Test
  void windowOfTheUnpluggedScreenComesToTheOneThatIsLeft() {
    Rectangle2D there = new Rectangle2D(1000, -250, 1180, 760);
    assertFalse(WindowFit.usable(there, List.of(LAPTOP)));
    assertTrue(LAPTOP.contains(WindowFit.fit(there, List.of(LAPTOP))));
  }

  @Test
  void windowIsLeftAloneAsLongAsAHandCanGetHoldOfIt() {
    assertTrue(WindowFit.usable(new Rectangle2D(-600, 100, 800, 400), BOTH));
    assertTrue(WindowFit.usable(new Rectangle2D(800, 400, 800, 400), BOTH));
    assertFalse(WindowFit.usable(new Rectangle2D(0, 0, 912.5, 400), List.of(LAPTOP)));
    assertFalse(WindowFit.usable(new Rectangle2D(0, -20, 800, 400), List.of(LAPTOP)));
  }

  @ParameterizedTest
  @CsvSource({"1920, 1040", "911, 472", "533, 360", "400, 280"})
  void firstWindowIsInTheMiddleAndNoLargerThanTheScreen(double width, double height) {
    Rectangle2D screen = new Rectangle2D(10, 20, width, height);
    Rectangle2D window = WindowFit.centred(1180, 760, screen);
    assertTrue(screen.contains(window), window::toString);
    assertEquals(window.getMinX() - 10, screen.getMaxX() - window.getMaxX(), 0.01);
    assertEquals(window.getMinY() - 20, screen.getMaxY() - window.getMaxY(), 0.01);
  }
}
