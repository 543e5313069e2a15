package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.limit.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page's list of messages in a real Chromium: what its rows look like, where the keyboard
/// comes in, and what moves.
@Tag("story")
class PageTimelineTest {
  private static final String PASSWORD = TestServer.PASSWORD;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private final List<Browser> browsers = new ArrayList<>();

  @AfterEach
  void closeBrowsers() {
    browsers.forEach(Browser::close);
  }

  @Test
  void aFewMessagesMoveInAndAFloodDoesNot() {
    TestConnection ben = server.signUp("ben").connect();
    ben.post("before");
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.row("before");
    ada.script(
        """
        window.moved = [];
        document.addEventListener('animationstart', ({ animationName, target }) => {
          if (animationName === 'arrive') moved.push(target.dataset.seq);
        });
        """);
    ben.post("one by itself");
    ada.until("one that moves in", () -> ada.script("return moved.length").equals(1L));
    // One by one, so that no more than a few are ever rendered at once.
    for (int i = 1; i <= 40; i++) {
      // Not waiting for its ack: the flood must be fast however slow the disk is.
      var _ = ben.send("flood " + i);
      pause(20);
    }
    ada.row("flood 40");
    // At most nine before it counts as one, and eight more after one halt of a second.
    assertTrue((Long) ada.script("return moved.length") <= 20, "a flood moves in");
    ada.until(
        "rows at rest",
        () -> ada.script("return document.querySelectorAll('.row.arriving').length").equals(0L));
    pause(1_200);
    ben.post("after the flood");
    ada.until("one more that moves in", () -> movedIn(ada, "after the flood"));
  }

  @Test
  void theListIsOneTabStopAtItsNewestRow() {
    TestConnection ben = server.signUp("ben").connect();
    IntStream.rangeClosed(1, 5).forEach(i -> ben.post("line " + i));
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.row("line 5");
    assertEquals(List.of(5L), tabStops(ada));
    ben.post("line 6");
    ada.row("line 6");
    assertEquals(List.of(6L), tabStops(ada));
    ada.script("document.querySelector('[data-seq=\"3\"]').focus()");
    ben.post("line 7");
    ada.row("line 7");
    assertEquals(List.of(3L), tabStops(ada));
  }

  @Test
  void rowsHaveTheShapeOfATalk() {
    TestConnection ben = server.signUp("benedict-the-unabbreviated").connect();
    ben.post("ok");
    ben.post("and a longer line after it");
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.say("mine");
    ada.row("mine", "sent");
    ada.until(
        "rows at rest",
        () -> ada.script("return document.querySelectorAll('.arriving').length").equals(0L));
    // Others' stand left, with their picture at the foot of the last of a run and 8 px beside it;
    // one's own right.
    Object shape =
        ada.script(
            """
            const box = (element) => element.getBoundingClientRect();
            const [first, last, own] = [...document.querySelectorAll('.row')];
            const list = box(document.querySelector('.day-rows'));
            const picture = box(last.querySelector('.avatar'));
            const [one, two, mine] = [first, last, own].map((row) => box(row.querySelector('.bubble')));
            return [
              one.left - list.left, two.left - list.left, picture.left - list.left, two.left - picture.right,
              two.bottom - picture.bottom, list.right - mine.right, two.top - one.bottom,
              box(own).top - two.bottom, one.top - box(first.querySelector('.who')).bottom,
              Number(mine.width < list.width / 2),
            ].map(Math.round).join(' ');
            """);
    assertEquals("40 40 0 8 0 0 2 10 2 1", shape);
  }

  private Browser browser() {
    Browser browser = Browser.open(server.port());
    browsers.add(browser);
    return browser;
  }

  private static boolean movedIn(Browser browser, String text) {
    String seq = browser.row(text).getDomAttribute("data-seq");
    return (Boolean) browser.script("return moved.includes(arguments[0])", seq);
  }

  private static Object tabStops(Browser browser) {
    return browser.script(
        "return [...document.querySelectorAll('.row[tabindex=\"0\"]')]"
            + ".map((row) => Number(row.dataset.seq))");
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
