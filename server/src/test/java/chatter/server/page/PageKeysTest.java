package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.Visibility;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The page in a real Chromium for somebody whose hands stay on the keyboard.
@Tag("story")
class PageKeysTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private TestUser ben;
  private TestConnection bens;
  private TestUser adas;
  private Browser ada;

  @BeforeEach
  void begin() {
    ben = server.signUp("ben");
    bens = ben.connect();
    adas = server.signUp("ada");
    ada = Browser.open(server.port());
  }

  @AfterEach
  void end() {
    ada.close();
  }

  @Test
  void keysLeadFromConversationToConversation() {
    long first = ben.makeRoom("First room", Visibility.OPEN, adas).id();
    long second = ben.makeRoom("Second room", Visibility.OPEN, adas).id();
    bens.post(first, "older");
    bens.post(second, "newer");
    enter();

    press(Keys.chord(Keys.CONTROL, "1"));
    assertEquals("Lobby", title(), "nothing is starred");
    press(Keys.chord(Keys.ALT, Keys.SHIFT, Keys.ARROW_DOWN));
    awaitTitle("Second room");
    ada.click("room-menu");
    ada.click("conversation-star");
    ada.until("the star", () -> ada.shows("section-starred"));
    press(Keys.chord(Keys.ALT, Keys.ARROW_DOWN));
    awaitTitle("First room");
    press(Keys.chord(Keys.CONTROL, "1"));
    awaitTitle("Second room");
    press(Keys.chord(Keys.CONTROL, "2"));
    assertEquals("Second room", title(), "there is one star");
    assertEquals(List.of(), ada.complaints());
  }

  @Test
  void f6GoesRoundTheRegionsAndArrowsGoThroughAMessage() {
    long quoted = bens.post("see https://example.org/plan").seq();
    bens.reply(TestConnection.LOBBY, quoted, "https://example.org/other");
    bens.react(TestConnection.LOBBY, quoted + 1, "👍", true);
    enter();
    ada.element("reaction");

    press(Keys.F6);
    assertTrue(isIn("[data-testid=sidebar]"));
    press(Keys.F6);
    assertTrue(isIn("[data-testid=timeline]"));
    assertEquals("message", testId());
    press(Keys.ARROW_RIGHT);
    assertEquals("quote", testId());
    press(Keys.ARROW_RIGHT);
    assertEquals("https://example.org/other", focused().getDomAttribute("href"));
    press(Keys.ARROW_RIGHT);
    assertEquals("reaction", testId());
    press(Keys.ARROW_LEFT);
    press(Keys.ARROW_LEFT);
    press(Keys.ARROW_LEFT);
    assertEquals("message", testId());
    press(Keys.chord(Keys.SHIFT, Keys.F10));
    ada.element("menu-popup");
    press(Keys.ESCAPE);
    ada.until("no menu", () -> !ada.shows("menu-popup"));
    assertEquals("message", testId());
    press(Keys.ARROW_UP);
    press("r");
    ada.until("what is answered", () -> ada.shows("quote-bar"));
    assertEquals("", ada.element("composer").getDomProperty("value"));
    press(Keys.ESCAPE);
    press(Keys.F6);
    assertTrue(isIn("[data-testid=sidebar]"));
    press(Keys.chord(Keys.SHIFT, Keys.F6));
    assertEquals("composer", testId());

    // What stands beside is a region too.
    ada.click("room-members");
    ada.element("drawer");
    focusComposer();
    press(Keys.F6);
    assertTrue(isIn("[data-testid=drawer]"));
    press(Keys.ESCAPE);
    ada.until("no panel", () -> !ada.shows("drawer"));
  }

  @Test
  void theListOfKeysSaysWhatIsDoneAndTheMenuHasAKey() {
    enter();
    press(Keys.chord(Keys.CONTROL, "/"));
    String keys = ada.element("keys").getText();
    assertTrue(keys.contains("Everywhere"), keys);
    assertTrue(keys.contains("Starred conversation, by its place"), keys);
    press(Keys.ESCAPE);
    ada.until("no list", () -> !ada.shows("keys"));
    press(Keys.chord(Keys.CONTROL, ","));
    ada.element("sign-out");
    press(Keys.ESCAPE);
    ada.until("no menu", () -> !ada.shows("sign-out"));
  }

  @Test
  void aFewLettersLeadToRoomsPeopleAndRoomsToJoin() {
    var _ = server.signUp("cleo");
    var _ = ben.makeRoom("Field team", Visibility.OPEN, adas);
    var _ = ben.makeRoom("Open field day", Visibility.OPEN);
    enter();

    press(Keys.chord(Keys.CONTROL, "k"));
    ada.element("switcher");
    ada.until("mine", () -> found().equals(List.of("Field team", "Lobby")));
    press("fie");
    ada.until("what goes by that", () -> found().equals(List.of("Field team", "Open field day")));
    assertEquals("Fie", ada.driver().findElement(By.cssSelector(".switcher-row mark")).getText());
    assertEquals("switcher-0", focused().getDomAttribute("aria-activedescendant"));
    assertEquals(
        false,
        ada.script(
            "const { scrollHeight, clientHeight } = document.querySelector('dialog[open]');"
                + " return scrollHeight > clientHeight"),
        "all of it is in view");
    press(Keys.ENTER);
    awaitTitle("Field team");
    assertFalse(ada.shows("switcher"));
    assertEquals("composer", testId());

    // What is typed at once is not to go into the message.
    assertEquals(
        true,
        ada.script(
            """
            document.activeElement.dispatchEvent(
              new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }));
            return document.querySelector('dialog[open]') !== null;
            """));
    press("fie");
    ada.until("what goes by that", () -> found().equals(List.of("Field team", "Open field day")));
    press(Keys.ARROW_DOWN);
    assertEquals("switcher-1", focused().getDomAttribute("aria-activedescendant"));
    press(Keys.ENTER);
    awaitTitle("Open field day");
    ada.until("the field", () -> testId().equals("composer"));

    press(Keys.chord(Keys.CONTROL, "k"));
    press("cle");
    ada.until("somebody", () -> found().equals(List.of("cleo")));
    press(Keys.ENTER);
    awaitTitle("cleo");

    ada.click("find");
    press("nobody at all");
    ada.until(
        "that there is none",
        () -> ada.element("switcher-status").getText().equals("Nothing here goes by that."));
    press(Keys.TAB);
    assertEquals("switcher", testId(), "nothing behind it can be reached");
    assertEquals(
        "dialog-scrim",
        ada.script("return document.elementFromPoint(5, innerHeight - 5).className"),
        "nor pressed");
    press(Keys.ESCAPE);
    ada.until("no switcher", () -> !ada.shows("switcher"));
    assertEquals(List.of(), ada.complaints());
  }

  private List<String> found() {
    return ada.driver().findElements(By.cssSelector(".switcher-name")).stream()
        .map(WebElement::getText)
        .toList();
  }

  private void enter() {
    ada.signIn("ada@example.org", TestServer.PASSWORD);
    focusComposer();
  }

  private void focusComposer() {
    ada.script("document.querySelector('[data-testid=composer]').focus()");
  }

  private void awaitTitle(String title) {
    ada.until(title, () -> title().equals(title));
  }

  private String title() {
    return ada.element("room-title").getText();
  }

  private WebElement focused() {
    return ada.driver().switchTo().activeElement();
  }

  private String testId() {
    return focused().getDomAttribute("data-testid");
  }

  private boolean isIn(String selector) {
    return (Boolean)
        ada.script("return Boolean(document.activeElement.closest(arguments[0]))", selector);
  }

  private void press(CharSequence keys) {
    focused().sendKeys(keys);
  }
}
