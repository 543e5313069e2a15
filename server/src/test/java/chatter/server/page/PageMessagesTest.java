package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Visibility;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/// The ways between messages, and what is said of them and of conversations to whoever does not see
/// them, in a real Chromium.
@Tag("story")
class PageMessagesTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private TestUser ben;
  private TestConnection bens;
  private Browser ada;

  @BeforeEach
  void begin() {
    ben = server.signUp("ben");
    bens = ben.connect();
  }

  @AfterEach
  void end() {
    ada.close();
  }

  @Test
  void whoeverFollowsAQuoteOrAPinComesBackToWhereTheyWere() {
    long quoted = bens.post("the first").seq();
    bens.fill(200, "a line of which there are many");
    long pinned = bens.post("to keep in mind").seq();
    bens.pin(LOBBY, pinned, true);
    bens.fill(40, "and more");
    bens.reply(LOBBY, quoted, "see above");
    bens.fill(3, "the end");
    enter();
    ada.row("see above");

    // From a place that is not the end: 90 pixels above it.
    ada.script(
        """
        const scroller = document.querySelector('[data-testid=scroller]');
        scroller.dispatchEvent(new WheelEvent('wheel'));
        scroller.scrollTop -= 90;
        """);
    ada.until("the way to the end", () -> isShown("latest-pill"));
    double before = top("see above");
    assertFalse(isShown("back-pill"));

    for (String way : List.of("button", "escape", "alt-left", "field")) {
      ada.click("quote");
      ada.until("what is quoted", () -> isInView("the first"));
      ada.until("the way back", () -> isShown("back-pill"));
      assertTrue(
          box("back-pill", "bottom") <= box("latest-pill", "top"), "it stands over the other");
      switch (way) {
        case "button" -> ada.click("back-pill");
        case "escape" -> press(Keys.ESCAPE);
        case "alt-left" -> press(Keys.chord(Keys.ALT, Keys.ARROW_LEFT));
        default -> ada.element("composer").sendKeys(Keys.ESCAPE);
      }
      ada.until("no way back", () -> !isShown("back-pill"));
      assertEquals(before, top("see above"), 1, way);
      assertEquals(
          "see above",
          ada.script("return document.activeElement.querySelector('.body')?.textContent"),
          way);
    }

    // On from a pin to a quote further up, and back by both.
    ada.script("document.querySelector('[data-testid=pin-line]').click()");
    ada.until("what is pinned", () -> isInView("to keep in mind"));
    ada.until("the way back", () -> isShown("back-pill"));
    ada.click("back-pill");
    ada.until("where one was", () -> Math.abs(top("see above") - before) <= 1);
    ada.until("no way back", () -> !isShown("back-pill"));

    // Who scrolls back by hand, or goes elsewhere, needs none.
    ada.click("quote");
    ada.until("the way back", () -> isShown("back-pill"));
    ada.click("latest-pill");
    ada.until("no way back", () -> !isShown("back-pill"));
    assertEquals(List.of(), ada.complaints());
  }

  @Test
  void everybodyWhoReactedIsNamedWhenAskedFor() {
    long message = bens.post("lunch?").seq();
    List<TestUser> many =
        IntStream.rangeClosed(1, 24).mapToObj(i -> server.signUp("guest-" + i)).toList();
    for (TestUser guest : many) {
      TestConnection connection = guest.connect();
      connection.react(LOBBY, message, "👍", true);
      connection.close();
    }
    bens.react(LOBBY, message, "🎉", true);
    enter();
    ada.row("lunch?");
    ada.until("both", () -> all("reaction").size() == 2);
    String name = all("reaction").getFirst().getAccessibleName();
    assertTrue(name.matches("guest-1, .*guest-10 and 14 others reacted with 👍"), name);

    // Nothing is asked for before it is opened.
    ada.script(
        """
        window.asked = [];
        const fetched = window.fetch;
        window.fetch = (url, ...rest) => {
          if (String(url).includes('/reactions?')) asked.push(String(url));
          return window.failing && String(url).includes('/reactions?') ? Promise.reject(new TypeError('no network')) : fetched(url, ...rest);
        };
        """);
    new Actions(ada.driver()).contextClick(all("reaction").getFirst()).perform();
    ada.until("all of them", () -> all("reacted-person").size() == 24);
    assertEquals(1L, ada.script("return asked.length"));
    WebElement chosen = ada.driver().switchTo().activeElement();
    assertEquals("24 reactions 👍", chosen.getAccessibleName());
    assertEquals("tab", chosen.getAriaRole());

    chosen.sendKeys(Keys.ARROW_RIGHT);
    ada.until("the other kind", () -> all("reacted-person").size() == 1);
    assertEquals("ben", ada.element("reacted-person").getAccessibleName());

    ada.script("window.failing = true");
    ada.driver().switchTo().activeElement().sendKeys(Keys.ARROW_LEFT);
    ada.until("why not", () -> !ada.element("reacted-problem").getText().isBlank());
    ada.script("window.failing = false");
    ada.click("reacted-again");
    ada.until("all of them again", () -> all("reacted-person").size() == 24);
    press(Keys.ESCAPE);

    new Actions(ada.driver())
        .contextClick(ada.row("lunch?").findElement(By.className("body")))
        .perform();
    ada.click("menu-reacted");
    ada.until("all once more", () -> all("reacted-person").size() == 24);
  }

  @Test
  void whoeverHearsThePageIsToldWhatTheEyeSees() {
    TestUser account = server.signUp("ada");
    TestUser cleo = server.signUp("cleo");
    ConversationInfo room = ben.makeRoom("Budget", Visibility.PRIVATE, account, cleo);
    ConversationInfo talk = ben.makeRoom("Old plans", Visibility.OPEN, account);
    ConversationInfo quiet = ben.makeRoom("Robots", Visibility.OPEN, account);
    long message = bens.post(room.id(), "sheet <@%d>".formatted(account.id())).seq();
    bens.post(quiet.id(), "main is green");
    mine(account, room, "{\"starred\":true}");
    mine(account, quiet, "{\"level\":\"nothing\"}");
    TestHttp.expect(
        200,
        server
            .http()
            .send("PATCH", "/api/conversations/" + talk.id(), ben.token(), "{\"archived\":true}"));
    ada = Browser.open(server.port());
    ada.signIn(account.email(), TestServer.PASSWORD);

    ada.until("the rooms", () -> all("room").size() == 4);
    ada.until(
        "what is new",
        () ->
            name("Budget")
                .startsWith("Budget, starred, private, 1 mention, 1 unread, ben: sheet @ada, "));
    assertTrue(
        name("Robots").startsWith("Robots, 1 unread, muted, ben: main is green, "), name("Robots"));
    assertTrue(name("Old plans").startsWith("Old plans, archived, "), name("Old plans"));

    ada.click("room");
    ada.until("the room", () -> ada.element("room-title").getText().equals("Budget"));
    assertEquals("Budget, private", ada.element("room-title").getAccessibleName());
    // Cleo is away.
    ada.until(
        "who is here", () -> ada.element("room-people").getText().equals("3 members, 2 online"));
    WebElement row = ada.row("sheet @ada");
    assertTrue(row.getAccessibleName().matches("ben, .*: sheet @ada"), row.getAccessibleName());
    bens.edit(room.id(), message, "sheet two");
    bens.pin(room.id(), message, true);
    bens.react(room.id(), message, "👍", true);
    ada.until("a reaction", () -> all("reaction").size() == 1);
    ada.click("reaction");
    ada.until(
        "all that happened",
        () ->
            ada.row("sheet two")
                .getAccessibleName()
                .endsWith("sheet two (edited, Pinned, 2 reactions 👍 (yours too))"));

    ada.click("room-members");
    ada.until(
        "who is in it",
        () -> List.of("ben", "ada (you)", "cleo").equals(shown(".member .person-name")));
    assertEquals(2, shown(".member .avatar.is-online").size());
    all("member").getLast().click();
    ada.until(
        "who that is", () -> shown(".person-card .item-hint").equals(List.of("Member · Offline")));
    press(Keys.ESCAPE);
    press(Keys.ESCAPE);

    ada.element("composer").sendKeys("half a thought");
    ada.until("another on the screen", () -> go("Robots"));
    ada.until("the draft", () -> name("Budget").contains(", Draft: half a thought, "));
  }

  private boolean go(String title) {
    ada.script(
        "[...document.querySelectorAll('[data-testid=room]')]"
            + ".find((row) => row.querySelector('b').textContent === arguments[0]).click()",
        title);
    return ada.element("room-title").getText().equals(title);
  }

  /// What a reader of the screen says of a conversation in the list.
  private String name(String title) {
    return all("room").stream()
        .filter(row -> row.findElement(By.tagName("b")).getText().equals(title))
        .findFirst()
        .orElseThrow()
        .getAccessibleName();
  }

  private void mine(TestUser account, ConversationInfo room, String wish) {
    String path = "/api/conversations/" + room.id() + "/mine";
    TestHttp.expect(200, server.http().send("PUT", path, account.token(), wish));
  }

  private void enter() {
    ada = Browser.open(server.port());
    ada.signUp("Ada Brandt", "ada@example.org", TestServer.PASSWORD);
  }

  private List<WebElement> all(String testId) {
    return ada.driver().findElements(By.cssSelector("[data-testid=" + testId + "]"));
  }

  private List<String> shown(String selector) {
    return ada.driver().findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  private void press(CharSequence keys) {
    ada.driver().switchTo().activeElement().sendKeys(keys);
  }

  private boolean isShown(String pill) {
    return (Boolean)
        ada.script(
            "return document.querySelector(arguments[0]).classList.contains('is-shown')",
            "[data-testid=" + pill + "]");
  }

  private double box(String testId, String edge) {
    return ((Number)
            ada.script(
                "return document.querySelector(arguments[0]).getBoundingClientRect()[arguments[1]]",
                "[data-testid=" + testId + "]",
                edge))
        .doubleValue();
  }

  /// Where the message with that text stands; far away if it is not held.
  private double top(String text) {
    Object top =
        ada.script(
            "return [...document.querySelectorAll('[data-testid=message]')]"
                + ".find((row) => row.querySelector('.body').textContent === arguments[0])"
                + "?.getBoundingClientRect().top ?? -1e6",
            text);
    return ((Number) top).doubleValue();
  }

  private boolean isInView(String text) {
    double top = top(text);
    return top > 0 && top < box("composer", "top");
  }
}
