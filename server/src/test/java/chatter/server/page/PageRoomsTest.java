package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/// Rooms, directs and what happens to a message, as two people at two browsers see it.
@Tag("story")
class PageRoomsTest {
  private static final String ROOM = "Field team";

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private Browser ada;
  private Browser ben;

  @BeforeEach
  void begin() {
    ada = Browser.open(server.port());
    ben = Browser.open(server.port());
    ada.signUp("Ada Brandt", "ada@example.org", TestServer.PASSWORD);
    ben.signUp("Ben Ode", "ben@example.org", TestServer.PASSWORD);
  }

  @AfterEach
  void end() {
    ada.close();
    ben.close();
  }

  @Test
  void whatHappensToAMessageIsTheSameForBothAlsoOverAnAbsence() {
    makeRoom();
    ben.until("the room in the list", () -> ben.shows("section-rooms") && lists(ben, ROOM));
    go(ben, ROOM);

    ada.type("composer", "Hello @be");
    ada.element("suggestion");
    ada.element("composer").sendKeys(Keys.ENTER, "come at eight", Keys.ENTER);
    WebElement row = ben.row("come at eight");
    assertEquals("@Ben Ode", row.findElement(By.cssSelector(".at.is-me")).getText());

    choose(ben, "come at eight", "reaction-choice");
    ada.until("a reaction", () -> reactions(ada).equals(List.of("1")));
    ada.click("reaction");
    ben.until("two reactions", () -> reactions(ben).equals(List.of("2")));

    ada.element("composer").sendKeys(Keys.ARROW_UP);
    ada.until("what was written", () -> written(ada).equals("Hello @Ben Ode come at eight"));
    ada.element("composer").sendKeys(Keys.BACK_SPACE.toString().repeat(5), "nine", Keys.ENTER);
    ben.row("come at nine");
    ben.element("edited");
    assertEquals("", written(ada));

    choose(ben, "come at nine", "menu-pin");
    ada.until("the pin", () -> ada.element("pin-bar").getText().contains("come at nine"));

    ada.say("not meant for here");
    ben.row("not meant for here");
    choose(ada, "not meant for here", "menu-remove");
    ada.click("undo");
    ada.row("not meant for here", "sent");
    choose(ada, "not meant for here", "menu-remove");
    ben.until("a line where it was", () -> rows(ben).contains("Message deleted"));

    // The page itself can be loaded again, and its connection does not come back before.
    ada.script("window.WebSocket = class { constructor() { throw new Error('no network') } };");
    server.restart();
    ada.say("written while away");
    ada.row("written while away", "pending");
    ada.click("reaction");
    ada.element("change-waiting");
    ada.reload();
    ben.row("written while away");
    ben.until("one reaction less", () -> reactions(ben).equals(List.of("1")));
    ada.row("written while away", "sent");

    List<String> before = rows(ben);
    for (Browser browser : List.of(ada, ben)) {
      browser.reload();
      browser.row("written while away");
      browser.until("the room", () -> browser.element("room-title").getText().equals(ROOM));
      browser.until("the pin again", () -> browser.shows("pin-bar"));
      browser.until("the same rows", () -> rows(browser).equals(before));
      assertEquals(List.of("1"), reactions(browser));
    }
  }

  @Test
  void whoIsMentionedOrWrittenToSeesItInTheList() {
    makeRoom();
    ben.until("the room in the list", () -> lists(ben, ROOM));
    ada.type("composer", "Ask @be");
    ada.element("suggestion");
    ada.element("composer").sendKeys(Keys.ENTER, Keys.ENTER);
    ben.until("a call", () -> badge(ben, ROOM).equals("@1"));

    ada.click("add-direct");
    choosePerson("direct-people", "Ben");
    ada.click("direct-start");
    ada.until("the direct", () -> ada.element("room-title").getText().equals("Ben Ode"));
    assertFalse(lists(ben, "Ada Brandt"), "a direct in which nothing was said");
    ada.say("just us");
    ben.until("what is new", () -> badge(ben, "Ada Brandt").equals("1"));
    go(ben, "Ada Brandt");
    ben.row("just us");
    ben.until("nothing new", () -> badge(ben, "Ada Brandt").isEmpty());

    // By a name, back to the same one.
    go(ben, ROOM);
    ben.row("Ask @Ben Ode");
    ben.driver().findElement(By.cssSelector(".row .who")).click();
    ben.click("person-message");
    ben.until("the same", () -> ben.element("room-title").getText().equals("Ada Brandt"));
    assertEquals(List.of(), ben.complaints());
  }

  @Test
  void aRefusalStandsAtTheFieldAndLeavingLeadsAway() {
    makeRoom();
    ben.until("the room in the list", () -> lists(ben, ROOM));
    ben.click("add-rooms");
    ben.click("new-room");
    ben.type("new-room-title", "FIELD team");
    ben.click("new-room-submit");
    ben.until(
        "what is wrong",
        () -> ben.element("new-room-title-note").getText().contains("There is an open room"));
    assertEquals("FIELD team", ben.element("new-room-title").getDomProperty("value"));
    ben.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    ben.until("no dialog", () -> !ben.shows("new-room-title"));

    go(ben, ROOM);
    ben.click("room-menu");
    ben.click("conversation-leave");
    ben.click("question-yes");
    ben.until("a list without it", () -> !lists(ben, ROOM));
    ben.until("the Lobby", () -> ben.element("room-title").getText().equals("Lobby"));
    ada.until("one line about it", () -> ada.element("notice").getText().contains("Ben Ode left"));

    ben.click("add-rooms");
    ben.click("browse-rooms");
    ben.until("both rooms", () -> ben.shows("browse-join"));
    ben.click("browse-join");
    ben.until("the room again", () -> ben.element("room-title").getText().equals(ROOM));

    ada.click("room-menu");
    ada.click("conversation-archive");
    ada.click("question-yes");
    ben.element("composer-closed");
    assertFalse(ben.shows("composer"));
  }

  @Test
  void whereThatIsLeftToWhoRunsTheChatOthersAreOfferedNoNewRoom() {
    ada.click("menu");
    ada.click("drawer-server");
    ada.click("server-roomsBy-admins");
    ada.click("server-submit");
    ada.until("saved", () -> ada.element("server-status").getText().equals("Saved."));
    ben.reload();
    ben.until("what the chat is like now", () -> !offersNewRoom(ben));
    assertTrue(ben.shows("browse-rooms"));
    ada.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE, Keys.ESCAPE);
    ada.click("add-rooms");
    assertTrue(ada.shows("new-room"));
  }

  /// Ada makes a room with Ben in it.
  private void makeRoom() {
    ada.click("add-rooms");
    ada.click("new-room");
    ada.type("new-room-title", ROOM);
    choosePerson("new-room-people", "Ben");
    ada.click("new-room-submit");
    ada.until("the room", () -> ada.element("room-title").getText().equals(ROOM));
  }

  private void choosePerson(String field, String name) {
    ada.type(field, name);
    ada.until("only who is sought", () -> texts(ada, "[data-testid=picker-person]").size() == 1);
    ada.click("picker-person");
    ada.element("picker-chip");
  }

  private static void go(Browser browser, String title) {
    browser.script(
        "[...document.querySelectorAll('[data-testid=room]')]"
            + ".find((row) => row.querySelector('b').textContent === arguments[0]).click()",
        title);
    browser.until("the room", () -> browser.element("room-title").getText().equals(title));
  }

  private static boolean offersNewRoom(Browser browser) {
    browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    browser.click("add-rooms");
    browser.element("browse-rooms");
    return browser.shows("new-room");
  }

  /// By the menu of a message.
  private static void choose(Browser browser, String text, String item) {
    WebElement bubble = browser.row(text, "sent").findElement(By.cssSelector(".bubble"));
    new Actions(browser.driver()).contextClick(bubble).perform();
    browser.click(item);
  }

  private static boolean lists(Browser browser, String title) {
    return texts(browser, "[data-testid=room] b").contains(title);
  }

  private static String badge(Browser browser, String title) {
    return (String)
        browser.script(
            "return [...document.querySelectorAll('[data-testid=room]')]"
                + ".find((row) => row.querySelector('b').textContent === arguments[0])"
                + "?.querySelector('.badge:not([hidden])')?.textContent ?? ''",
            title);
  }

  private static String written(Browser browser) {
    return browser.element("composer").getDomProperty("value");
  }

  private static List<String> reactions(Browser browser) {
    return texts(browser, ".reaction-count");
  }

  /// What stands in the messages, without what is about them.
  private static List<String> rows(Browser browser) {
    return texts(browser, "[data-testid=message] .body");
  }

  private static List<String> texts(Browser browser, String selector) {
    Object texts =
        browser.script(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)",
            selector);
    return ((List<?>) texts).stream().map(String::valueOf).toList();
  }
}
