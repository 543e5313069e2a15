package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.limit.Limit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page in a real Chromium on a screen that is touched.
@Tag("story")
class PageTouchTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private TestConnection bens;
  private Browser ada;

  @BeforeEach
  void begin() {
    bens = server.signUp("ben").connect();
    var _ = server.signUp("ada");
    ada = Browser.open(server.port());
    ada.cdp("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    ada.resize(390, 844);
    ada.signIn("ada@example.org", TestServer.PASSWORD);
  }

  @AfterEach
  void end() {
    ada.cdp("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
    ada.close();
  }

  @Test
  void aMessagePushedAsideIsAnswered() {
    bens.post("shall we?");
    Point at = middleOf("shall we?");

    touch("touchStart", at.x(), at.y());
    touch("touchMove", at.x() - 20, at.y());
    touch("touchMove", at.x() - 40, at.y());
    ada.until("it follows", () -> translateOf("shall we?").startsWith("-"));
    touch("touchEnd");
    ada.until("it is back", () -> translateOf("shall we?").isEmpty());
    assertFalse(ada.shows("quote-bar"), "not far enough");

    touch("touchStart", at.x(), at.y());
    touch("touchMove", at.x() - 30, at.y());
    touch("touchMove", at.x() - 90, at.y() + 4);
    touch("touchEnd");
    ada.element("quote-bar");
    // Enter is a new line for whoever has nothing but fingers.
    ada.type("composer", "yes");
    ada.click("send");
    ada.row("yes", "sent");
    assertTrue(ada.shows("quote"));
    assertEquals(List.of(), ada.complaints());
  }

  @Test
  void aFingerThatRestsOnAMessageSeesAllThatAMouseSeesByPointing() {
    long seq = bens.post("a word").seq();
    bens.post("another of the same run");
    bens.react(TestConnection.LOBBY, seq, "👍", true);
    ada.element("reaction");
    Point at = middleOf("a word");
    touch("touchStart", at.x(), at.y());
    String menu = ada.element("menu-popup").getText();
    touch("touchEnd");
    assertTrue(menu.contains("Who reacted"), menu);
    assertTrue(menu.contains("Reply"), menu);
    assertTrue(
        menu.contains((String) ada.script("return document.querySelector('.row time').title")),
        menu);
    assertTrue(ada.shows("menu-popup"), "it stays when the finger is lifted");
  }

  private record Point(long x, long y) {}

  private Point middleOf(String text) {
    ada.row(text);
    List<?> box =
        (List<?>)
            ada.script(
                """
                const row = [...document.querySelectorAll('.row')].find((one) => one.textContent.includes(arguments[0]));
                const { left, top, width, height } = row.querySelector('.bubble').getBoundingClientRect();
                return [Math.round(left + width / 2), Math.round(top + height / 2)];
                """,
                text);
    return new Point(((Number) box.get(0)).longValue(), ((Number) box.get(1)).longValue());
  }

  private String translateOf(String text) {
    return (String)
        ada.script(
            "return [...document.querySelectorAll('.row')]"
                + ".find((one) => one.textContent.includes(arguments[0])).style.translate",
            text);
  }

  private void touch(String type, long x, long y) {
    ada.cdp(
        "Input.dispatchTouchEvent",
        Map.of("type", type, "touchPoints", List.of(Map.of("x", x, "y", y))));
  }

  private void touch(String type) {
    ada.cdp("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", List.of()));
  }
}
