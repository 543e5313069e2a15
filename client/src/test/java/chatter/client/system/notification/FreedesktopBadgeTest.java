package chatter.client.system.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real bus, with a tray and a dock of the test's own.
@Tag("story")
class FreedesktopBadgeTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private SessionBus bus;
  private UnreadBadge badge;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    bus = SessionBus.start(folder);
    badge =
        UnreadBadge.onBus(
            () -> {
              asked.incrementAndGet();
              return bus.address();
            },
            unread -> unread + " unread",
            () -> done.add("opened"));
  }

  @AfterEach
  void stop() throws Exception {
    badge.close();
    bus.close();
  }

  private static Object value(Map<String, Variant<?>> properties, String name) {
    return properties.get(name).getValue();
  }

  /// What a dock shows.
  private static List<Object> next(BlockingQueue<LauncherEntry.Update> dock)
      throws InterruptedException {
    LauncherEntry.Update update = dock.poll(20, TimeUnit.SECONDS);
    assertNotNull(update, "the dock was told nothing");
    assertEquals("application://chatter.desktop", update.program());
    return List.of(
        value(update.properties(), "count"),
        value(update.properties(), "count-visible"),
        value(update.properties(), "urgent"));
  }

  @Test
  void theTrayHasAnIconWhileSomethingIsUnread() throws Exception {
    try (SessionBus.Tray tray = bus.tray()) {
      badge.setUnread(3);
      String icon = tray.awaitIcon();
      assertEquals("Active", tray.awaitStatus());
      Map<String, Variant<?>> said = tray.properties(icon);
      assertEquals("3 unread", value(said, "Title"));
      assertEquals("Active", value(said, "Status"));
      assertEquals("a(iiay)", said.get("IconPixmap").getSig());
      assertEquals("(sa(iiay)ss)", said.get("ToolTip").getSig());
      tray.press(icon);
      assertEquals("opened", done.poll(20, TimeUnit.SECONDS));
      badge.setUrgent(true);
      assertEquals("NeedsAttention", tray.awaitStatus());
      badge.setUrgent(false);
      assertEquals("Active", tray.awaitStatus());
      badge.setUnread(0);
      assertEquals("Passive", tray.awaitStatus());
    }
  }

  @Test
  void theDockHasTheNumberAndCallsSomebodyUntilNothingIsUnread() throws Exception {
    BlockingQueue<LauncherEntry.Update> dock = bus.dock();
    // What rings is counted a moment later.
    badge.setUrgent(true);
    assertEquals(List.of(0L, false, true), next(dock));
    badge.setUnread(2);
    assertEquals(List.of(2L, true, true), next(dock));
    badge.setUrgent(false);
    assertEquals(List.of(2L, true, false), next(dock));
    badge.setUrgent(true);
    assertEquals(List.of(2L, true, true), next(dock));
    badge.setUnread(0);
    assertEquals(List.of(0L, false, false), next(dock));
    badge.setUnread(1);
    assertEquals(List.of(1L, true, false), next(dock));
    badge.close();
    assertEquals(List.of(0L, false, false), next(dock));
  }

  @Test
  void aTrayThatComesLaterOrBackHasItToo() throws Exception {
    BlockingQueue<LauncherEntry.Update> dock = bus.dock();
    badge.setUnread(1);
    assertEquals(List.of(1L, true, false), next(dock));
    String icon;
    try (SessionBus.Tray tray = bus.tray()) {
      icon = tray.awaitIcon();
    }
    try (SessionBus.Tray tray = bus.tray()) {
      assertEquals(icon, tray.awaitIcon());
      assertEquals("1 unread", value(tray.properties(icon), "Title"));
    }
  }

  @Test
  void nobodyIsAskedBeforeThereIsSomethingToTell() {
    badge.setUnread(0);
    badge.setUrgent(false);
    badge.close();
    assertEquals(0, asked.get());
    assertNull(done.peek());
  }

  @Test
  void thePictureHasADotAndIsClearOutside() {
    byte[] pixels = BadgePicture.draw(64);
    assertEquals(64 * 64 * 4, pixels.length);
    assertEquals(List.of(0, 0, 0, 0), pixel(pixels, 0, 63));
    assertEquals(List.of(255, 0xd9, 0x2d, 0x20), pixel(pixels, 50, 12));
    assertEquals(List.of(255, 255, 255, 255), pixel(pixels, 32, 44));
    assertEquals(List.of(255, 0x6d, 0x3f, 0xd6), pixel(pixels, 4, 32));
    int edge = pixel(pixels, 5, 6).getFirst();
    assertTrue(edge > 0 && edge < 255, "an edge without steps: " + edge);
  }

  private static List<Integer> pixel(byte[] pixels, int x, int y) {
    int at = 4 * (y * 64 + x);
    return List.of(
        pixels[at] & 0xff, pixels[at + 1] & 0xff, pixels[at + 2] & 0xff, pixels[at + 3] & 0xff);
  }
}
