package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestUser;
import chatter.server.faults.Cut;
import chatter.server.faults.FaultProxy.Direction;
import chatter.server.figures.Figures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What waits in a page that is loaded anew, closed and opened again, or closed beside another.
@Tag("faults")
class PageReloadTest extends BehindABadNetwork {
  private static final int MESSAGES = 5;

  @Test
  void whatWaitsSurvivesReloadsAndClosedWindowsAndGoesOutOnceInOrder() {
    TestUser reader = server.signUp("reader");
    Browser browser = signUp("Ada");
    WatchedPage page = WatchedPage.in(browser);
    page.awaitLive();
    List<String> written = new ArrayList<>();

    // The server has the first of these, but no page learns of it before it is loaded anew.
    proxy.onWebSocket(() -> Cut.before("\"commandId\""));
    long before = page.liveAtMillis();
    var _ = proxy.cut();
    page.networkIsBack();
    var _ = page.awaitLiveAfter(before);
    proxy.onWebSocket(() -> Cut.after(Direction.TO_SERVER, 0));
    List<String> first = write(page, "reload", written);
    page.front().until("one stored", () -> bodies(reader).equals(first.subList(0, 1)));
    page.front().element("composer").sendKeys("half a sent");
    page.front().reload();
    page.front().until("what waits", () -> page.bodies("pending").equals(first));
    page.front().until("the draft", () -> page.draft().equals("half a sent"));
    assertEquals(first.subList(0, 1), bodies(reader));
    proxy.heal();
    page.networkIsBack();
    page.awaitNothingWaits();
    assertEquals(written, bodies(reader));
    assertEquals("half a sent", page.draft());
    int duplicates = page.count("duplicates");

    // The window is closed while the server is away, and another is opened when it is back.
    page.front().element("composer").clear();
    proxy.refuse();
    List<String> second = write(page, "closed", written);
    page.front().until("what waits", () -> page.bodies("pending").equals(second));
    page.front().element("composer").sendKeys("the other half");
    // A window that closes gets half a second to keep what it has; on a busy machine that is
    // little.
    page.front().until("the draft kept", () -> keeps(page, "the other half"));
    String empty = browser.openWindow();
    page.front().closeWindow(empty);
    proxy.heal();
    WatchedPage later = WatchedPage.in(browser);
    later.awaitNothingWaits();
    assertEquals(written, bodies(reader));
    later.front().until("the draft", () -> later.draft().equals("the other half"));

    // The window is closed beside another, which takes over what it had.
    WatchedPage beside = WatchedPage.inAnotherWindow(browser);
    beside.awaitLive();
    later.front().element("composer").clear();
    proxy.refuse();
    List<String> third = write(later, "beside", written);
    beside.front().until("what waits", () -> beside.bodies("pending").equals(third));
    later.close(beside);
    proxy.heal();
    beside.networkIsBack();
    beside.awaitNothingWaits();

    List<String> stored = bodies(reader);
    List<String> lost = new ArrayList<>(written);
    lost.removeAll(stored);
    int doubled = stored.size() - new HashSet<>(stored).size();
    Figures.record(
        "page reloaded with messages waiting",
        "0 lost, 0 doubled",
        "%d lost, %d doubled of %d; %d resends duplicate"
            .formatted(lost.size(), doubled, written.size(), duplicates),
        lost.isEmpty() && doubled == 0);
    assertEquals(written, stored);
    List<String> order =
        IntStream.range(0, stored.size()).mapToObj(i -> (i + 1) + " " + stored.get(i)).toList();
    assertEquals(order, beside.everything());
    assertTrue(duplicates > 0, "no resend was answered duplicate: this proves nothing");
  }

  private static List<String> write(WatchedPage page, String what, List<String> written) {
    List<String> bodies = IntStream.rangeClosed(1, MESSAGES).mapToObj(i -> what + " " + i).toList();
    bodies.forEach(page::say);
    written.addAll(bodies);
    return bodies;
  }

  private static boolean keeps(WatchedPage page, String text) {
    return (Boolean)
        page.front()
            .script(
                "return Object.values(localStorage).some((kept) => kept.includes(arguments[0]))",
                text);
  }
}
