package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.Visibility;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/// Looking for messages, and the ways to one: what was found, a link, a day.
@Tag("story")
class PageSearchTest {
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
    ben = server.signUp("Ben");
    bens = ben.connect();
    ada = Browser.open(server.port());
  }

  @AfterEach
  void end() {
    ada.close();
  }

  @Test
  void aMessageIsFoundByWhatIsInItAndBackLeadsWhereOneWas() {
    ada.signUp("Ada Brandt", "ada@example.org", TestServer.PASSWORD);
    TestUser adas = server.login("ada@example.org", TestServer.PASSWORD);
    long room = ben.makeRoom("Field team", Visibility.PRIVATE, adas).id();
    long old = bens.post("Where is the blue cable?").seq();
    bens.fill(120);
    long there = bens.post(room, "The **Cáble** is in the van").seq();
    bens.post("no such thing");
    ada.row("no such thing");

    keys(Keys.chord(Keys.CONTROL, Keys.SHIFT, "f"));
    ada.until("what can be said", () -> many("search-offer") == 6);
    ada.element("message-search").sendKeys("cable");
    ada.until("both", () -> hits().size() == 2);
    assertTrue(hits().getFirst().startsWith("Ben in Field team"), hits()::toString);
    assertTrue(hits().getFirst().endsWith("The Cáble is in the van"), hits()::toString);
    assertEquals(
        "2 results · ↑ ↓ to go, Enter to open", ada.element("message-search-status").getText());
    assertEquals(
        List.of("Cáble", "cable"),
        ada.script(
            "return [...document.querySelectorAll('[data-testid=search-hit] mark')].map((one) => one.textContent)"));

    ada.element("message-search").sendKeys(Keys.ENTER);
    ada.until("its room", () -> ada.element("room-title").getText().equals("Field team"));
    ada.until("its message", () -> isAt(there));
    ada.click("back-pill");
    ada.until("the room before", () -> ada.element("room-title").getText().equals("Lobby"));

    ada.element("message-search").sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
    ada.until("far above", () -> isAt(old));
    bens.delete(LOBBY, old);
    ada.until("one less", () -> hits().size() == 1);
    bens.edit(room, there, "The rope is in the van");
    ada.until(
        "none",
        () -> ada.element("message-search-status").getText().equals("No message has that."));

    ada.type("message-search", "rope from:be");
    ada.until("somebody of that name", () -> many("search-offer") == 1);
    ada.element("message-search").sendKeys(Keys.ENTER);
    assertEquals("rope from:Ben ", ada.element("message-search").getDomProperty("value"));
    ada.until("what Ben wrote", () -> hits().size() == 1);
    ada.click("search-here");
    ada.until("nothing in the Lobby", () -> hits().isEmpty());
    ada.type("message-search", "from:nobody");
    ada.until(
        "a word about it",
        () ->
            ada.element("message-search-status")
                .getText()
                .equals("Nobody here goes by the name after “from:”."));
    keys(Keys.ESCAPE);
    ada.until("no panel", () -> !ada.shows("search-panel"));
    assertEquals(
        List.of(), ada.complaints().stream().filter(said -> !said.contains("422")).toList());
  }

  @Test
  void aLinkLeadsToItsMessageAndADayToItsFirst() {
    ada.signUp("Ada Brandt", "ada@example.org", TestServer.PASSWORD);
    TestUser adas = server.login("ada@example.org", TestServer.PASSWORD);
    long first = bens.post("the very first").seq();
    bens.fill(120);
    long room = ben.makeRoom("Field team", Visibility.PRIVATE, adas).id();
    long secret = ben.makeRoom("Nobody else", Visibility.PRIVATE).id();
    long hidden = bens.post(secret, "hidden").seq();
    long there = bens.post(room, "in the room").seq();

    ada.script(
        "window.copied = null; navigator.clipboard.writeText = async (text) => { window.copied = text; };");
    ada.click("room-menu");
    ada.click("conversation-date");
    ada.click("date-submit");
    ada.until("the first of today", () -> isAt(first));
    keys(Keys.chord(Keys.SHIFT, Keys.F10));
    ada.click("menu-link");
    ada.until("the link", () -> link(LOBBY, first).equals(ada.script("return window.copied")));

    open("#/c/" + room + "/" + there);
    ada.until("another room", () -> ada.element("room-title").getText().equals("Field team"));
    ada.until("its message", () -> isAt(there));
    assertEquals("", ada.script("return location.hash"));
    bens.post(room, "see " + link(LOBBY, first));
    ada.row("see ");
    Set<String> windows = ada.driver().getWindowHandles();
    ada.script("[...document.querySelectorAll('.row a')].at(-1).click()");
    ada.until(
        "back in the Lobby",
        () -> ada.element("room-title").getText().equals("Lobby") && isAt(first));
    assertEquals(windows, ada.driver().getWindowHandles());

    open("#/c/" + secret + "/" + hidden);
    ada.until(
        "it is said",
        () ->
            ada.element("toast")
                .getText()
                .equals("This message is in a conversation that you are not in."));
    open("#/c/" + LOBBY + "/4711");
    ada.until(
        "that is said, too",
        () -> ada.element("toast").getText().equals("This message is not there."));

    // Whoever is not signed in yet comes there afterwards.
    ada.click("menu");
    ada.click("sign-out");
    ada.element("login-switch");
    open("#/c/" + room + "/" + there);
    ada.signInByHand("ada@example.org", TestServer.PASSWORD);
    ada.until("its room", () -> ada.element("room-title").getText().equals("Field team"));
    ada.until("its message", () -> isAt(there));
  }

  private String link(long conversation, long message) {
    return "http://127.0.0.1:" + server.port() + "/#/c/" + conversation + "/" + message;
  }

  private void open(String hash) {
    ada.script("location.hash = arguments[0]", hash);
  }

  private void keys(CharSequence... keys) {
    ada.driver().switchTo().activeElement().sendKeys(keys);
  }

  private int many(String testId) {
    return ((Long)
            ada.script(
                "return document.querySelectorAll(`[data-testid=${arguments[0]}]`).length", testId))
        .intValue();
  }

  @SuppressWarnings("unchecked")
  private List<String> hits() {
    return (List<String>)
        ada.script(
            "return [...document.querySelectorAll('[data-testid=search-hit]')].map((one) => [one.querySelector('.search-hit-where'), one.querySelector('.search-hit-text')].map((part) => part.textContent).join('\\n'))");
  }

  /// Whether the keyboard is on a message, as after going to it.
  private boolean isAt(long message) {
    return Long.toString(message)
        .equals(
            ada.script("return document.activeElement.closest('[data-seq]')?.dataset.seq ?? null"));
  }
}
